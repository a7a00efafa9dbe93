"""What a library file holds. A change of this page is a new VERSION: older files are then made anew."""

VERSION = 4
APPLICATION = 0x436F6E73  # "Cons": by it a library file is known from any other SQLite file

# A report's facts lie in one column as `library export` gives them, so that a new fact needs no new column;
# what searches filter by is read out of it. Its year is that of publication, else of the inspection's end.
SCHEMA = """
create table reports (
  id integer primary key,
  sha256 text not null unique,
  facts text not null,
  reader text not null, -- the program that read it, as a hash: by it a report is not read again
  file text not null as (facts ->> 'file') stored,
  kind text as (facts ->> 'kind') stored,
  area text as (facts ->> 'area') stored,
  area_code text as (facts ->> 'area_code') stored,
  theme text as (facts ->> 'theme') stored,
  day text as (coalesce(facts ->> 'published', facts ->> 'inspected_to', facts ->> 'inspected_from')) stored,
  year integer as (cast(substr(day, 1, 4) as integer)) stored
);

-- `agencies` has each word between spaces, as in ' council police ', so that one is found by ' police '.
create table sentences (
  id integer primary key,
  report integer not null references reports (id),
  n integer not null,
  page integer not null,
  section text not null,
  text text not null,
  agencies text not null,
  polarity text not null, -- neutral of boilerplate, whatever its words say
  read_as text not null, -- as it was read, before other reports said the same
  unique (report, n)
);

-- Where its sentences lie in meaning, one after the other, as one model has it; where the extra was not there, no row.
create table places (
  report integer primary key references reports (id),
  model text not null,
  kept blob not null
);

-- What is searched: every word in the text, and each filter as words of a column of its own, so that the index alone
-- answers a search and no row is read but those that are shown.
create view searched as
select s.id, s.text, s.agencies, s.polarity, r.kind, r.theme, r.area_code, r.year
from sentences s join reports r on r.id = s.report;

create virtual table words using fts5 (
  text, agencies, polarity, kind, theme, area_code, year,
  content = 'searched', content_rowid = 'id', tokenize = "porter unicode61 remove_diacritics 2 tokenchars '_'"
);

-- A sentence with all that stands around it: the headings above, the sentence before and the one after. A table of its
-- own, so that how long a sentence is goes on weighing in how well it answers.
create view surrounded as
select s.id, s.text || ' ' || s.section || ' ' || coalesce(b.text, '') || ' ' || coalesce(a.text, '') as said
from sentences s
left join sentences b on b.report = s.report and b.n = s.n - 1
left join sentences a on a.report = s.report and a.n = s.n + 1;

create virtual table around using fts5 (
  said, content = 'surrounded', content_rowid = 'id',
  tokenize = "porter unicode61 remove_diacritics 2 tokenchars '_'"
);
"""

# What so many reports say word for word is their form and no finding: headings of grades, what grades mean, a licence.
# Of a library of fewer reports, a third of them; never fewer than five.
FORM, FEWEST = 15, 5

BOILERPLATE = """
update sentences set polarity = 'neutral' where polarity != 'neutral' and lower(text) in (
  select lower(text) from sentences group by 1
  having count(distinct report) >= max(?2, min(?1, (select count(*) / 3 from reports)))
)
"""

INDEXED = """
insert into words (words) values ('rebuild');
insert into words (words) values ('optimize');
insert into around (around) values ('rebuild');
insert into around (around) values ('optimize');
analyze;
"""
