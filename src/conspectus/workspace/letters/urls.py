"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.letters.views import drafting, editions, follow_up, public, signing

LETTER = f"{ONE}letter/"
AFTER = f"{ONE}statement-of-action/"

urlpatterns = [
    path(LETTER, drafting.letter, name="letter"),
    path(f"{LETTER}facts/", drafting.facts, name="letter_facts"),
    path(f"{LETTER}add/", drafting.add, name="add_statement"),
    path(f"{LETTER}make/", drafting.make, name="make_letter"),
    path(f"{LETTER}statements/<str:statement>/", drafting.statement, name="statement"),
    path(f"{LETTER}statements/<str:statement>/restore/", drafting.restore, name="restore_statement"),
    path(f"{LETTER}editions/<number:number>/", editions.edition, name="edition"),
    path(f"{LETTER}editions/<number:number>/<str:name>", editions.file, name="edition_file"),
    path(f"{LETTER}accuracy/", editions.accuracy, name="accuracy"),
    path(f"{LETTER}accuracy/<str:statement>/", editions.comment, name="comment"),
    path(f"{LETTER}comments/<number:number>/", editions.answer_comment, name="answer_comment"),
    path(f"{LETTER}signatures/", signing.signing, name="signing"),
    path(f"{LETTER}signatures/<str:inspectorate>/key/", signing.make_key, name="make_key"),
    path(f"{LETTER}signatures/<str:inspectorate>/sign/", signing.sign, name="sign"),
    path(f"{LETTER}publication/", signing.publication, name="publication"),
    path(f"{LETTER}publication/day/", signing.correct_day, name="correct_day"),
    path(f"{LETTER}publication/withdraw/", signing.withdraw_publication, name="withdraw_publication"),
    path(AFTER, follow_up.statement_of_action, name="statement_of_action"),
    path(f"{AFTER}plan/", follow_up.plan, name="plan"),
    path(f"{AFTER}send/", follow_up.send, name="send_statement"),
    path(f"{AFTER}principal/", follow_up.principal, name="principal"),
    path(f"{AFTER}actions/<number:number>/take-back/", follow_up.take_back, name="take_back"),
    path(f"{AFTER}actions/<number:number>/found/", follow_up.found, name="found"),
    path("letters/", public.letters, name="public_letters"),
    path("letters/style.css", editions.letters_css, name="letters_css"),
    path("letters/<number:inspection>/", public.letter, name="public_letter"),
    path("letters/<number:inspection>/<str:name>", public.file, name="public_file"),
]
