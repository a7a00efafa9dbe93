"""Made-up reports as PDF files, laid out as the published ones of their kind: no real person, area or finding."""

from pathlib import Path

import typst

PAGE = """
#set page(paper: "a4", margin: (x: 2.5cm, y: 2.8cm), header: [#text(8pt)[{head}]],
  footer: context align(right)[#text(9pt)[#counter(page).display()]])
#set text(font: "Libertinus Serif", size: 12pt, hyphenate: false)
#set par(leading: 0.6em, spacing: 1.4em)
#show heading.where(level: 1): set text(size: 16pt)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 3): set text(size: 12pt)
#set list(marker: [{bullet}], spacing: 1.1em)
#set heading(outlined: false)
#set super(typographic: false)
"""


def paper(path: Path, body: str, *, head: str = "", bullet: str = "•") -> Path:
    """Write `body` (Typst markup) as a PDF."""
    source = PAGE.replace("{head}", head).replace("{bullet}", bullet) + body
    path.write_bytes(typst.compile(source.encode()))
    return path


LETTER = """
31 January 2023

Ann Example, Director of Children’s Services, Northshire Council \\
Chris Sample, Chief Constable, Northshire Police

Dear Leeds Local Safeguarding Partnership

*Joint targeted area inspection of Leeds*

This letter summarises the findings of the joint targeted area inspection (JTAI) of the multi-agency response to
identification of initial need and risk in Leeds.

This inspection took place from 21 to 25 November 2022. It was carried out by inspectors from Ofsted, the Care
Quality Commission (CQC) and His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS).

=== Headline findings
Partners meet weekly. They share what they know, e.g. about children who go missing, and No. 3 Office is efficient.

=== Areas for priority action
- There are no areas for priority action.

=== What needs to improve?
- The length of time children wait.
- Staffing in the emergency duty team, so that nobody waits for more than 2.5 hours before somebody who knows the
  child’s history takes the call and decides what to do. This has been known for some time.

=== Strengths
- Leaders know their services well. They are honest about what is weak.
- Police officers listen to children.
- School nurses are skilled.

=== Main findings
Officers speak to children alone in most cases.
#block(inset: (left: 20pt))[
*Practice study: highly effective practice*

A health visitor noticed a bruise. She rang the same day.
]
The council acts quickly.

=== Next steps
The director should send the statement to the inspectorates by 9 May 2023.

Yours sincerely

Pat Person \\
National Director
"""

STANDARD = """
#text(26pt)[Inspection of Hull local authority children’s services]

*Inspection dates: 27 November to 8 December 2023*

*Lead inspector: Sam Person, His Majesty’s Inspector*

#table(columns: (250pt, 150pt),
  [*Judgement*], [*Grade*],
  [The impact of leaders on social work practice with children and families], [Requires improvement to be good],
  [The experiences and progress of children who need help and protection], [Good],
  [The experiences and progress of children in care], [Outstanding],
  [The experiences and progress of care leavers], [Inadequate],
  [Overall effectiveness], [Requires improvement to be good])

Since the last inspection, in June 2018, practice has improved.

== What needs to improve?
- The quality of supervision:
  - of students;
  - of managers.
- The sufficiency of homes.

== The experiences and progress of children who need help and protection: good
+ Children benefit from early help. Social workers visit often.
+ Plans are clear.
"""

SINGLE = """
#text(26pt)[Poole Borough Council]

*Inspection of services for children in need of help and protection, children looked after and care leavers*

and

*Review of the effectiveness of the Local Safeguarding Children Board*#footnote[Made under section 152.]

*Inspection date: 23 May – 16 June 2016*

*Report published: 5 August 2016*

*Children’s services in Poole require improvement*

#table(columns: (280pt, 150pt), stroke: none,
  [1. Children who need help and protection], [Good],
  [2. Children looked after and achieving permanence], [Requires improvement],
  [2.1 Adoption performance], [Good],
  [2.2 Experiences and progress of care leavers], [Outstanding],
  [3. Leadership, management and governance], [Inadequate])
#pagebreak()
== Contents
#table(columns: (300pt, 30pt), stroke: none,
  [Recommendations], [3], [The Local Safeguarding Children Board (LSCB)], [4])
#pagebreak()
== What does the local authority need to improve?
=== Priority and immediate action
+ Ensure that each care leaver has a plan.
=== Areas for improvement
#enum(start: 2)[Improve the standard of assessments.][Ensure that visits take place.][Improve attendance.]
== The local authority’s strengths
#enum(start: 5)[Early help is well targeted.][Senior leaders listen.]
#pagebreak()
= The Local Safeguarding Children Board (LSCB)
The Local Safeguarding Children Board is good.
== Areas for improvement
- Publish the annual report.
- Meet more often.
"""

EARLY = """
#text(18pt)[Inspection of safeguarding and looked after children services]

#text(18pt)[Cornwall]

*Inspection dates: 7 – 18 June 2010* \\
*Reporting inspector Sam Person HMI*

*Age group: All* \\
*Published: 16 July 2010*
#pagebreak()
== About this inspection
+ The inspection team consisted of four of Her Majesty’s Inspectors (HMI) and one inspector from the Care Quality
  Commission. All of them read case files.
== Areas for improvement
#enum(start: 2)[In order to improve, the council and its partners should take the following action.]
*Immediately:*
- ensure that every child is seen
- ensure that plans are written
*Within three months:*
- improve supervision.
#pagebreak()
== Record of main findings
#table(columns: (280pt, 150pt), [Overall effectiveness], [Adequate], [Quality of provision], [Good],
  [Leadership and management], [Outstanding])
"""

SEND = """
#text(18pt)[Area SEND inspection of Surrey Local Area Partnership]

*Inspection dates: 22 to 26 April 2024*

=== What is the area partnership doing that is effective?
- Therapists work in schools.
- Leaders listen to families.
=== What does the area partnership need to do better?
- Plans are late.
- Too few places are near home.
=== Areas for priority action
#table(columns: (150pt, 300pt), [*Responsible body*], [*Areas for priority action*],
  [Surrey County Council and NHS Heartlands Integrated Care Board],
  [The partnership should shorten the waits for: #list[physiotherapy;][speech therapy.]
   Leaders should also tell families.],
  [Surrey County Council and NHS Heartlands Integrated Care Board], [The partnership should listen to children.])
=== Areas for improvement
Leaders should work at pace. This includes ensuring that:
- data are shared;
- waits are known; and
- places are found.
Leaders should write better plans.
=== Local area partnership details
#table(columns: (200pt, 200pt), [Surrey County Council], [NHS Heartlands Integrated Care Board])
=== Information about this inspection
The inspection team was led by one of His Majesty’s Inspectors from Ofsted, with an inspector from the Care Quality
Commission (CQC).
"""
