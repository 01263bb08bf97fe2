"""Questions and answers, as each side reads them."""

from dataclasses import replace

from handlers.kit import forms
from handlers.kit.access import has
from handlers.kit.briefs import brief
from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import begin, moment, provider
from handlers.kit.needfacts import title
from handlers.kit.screen import Button, Screen
from storage.matches import AGREED, Match
from storage.needs import Need
from storage.people import Person
from storage.questions import Question

_SAID_SHOWN = 200


def question(t: Translator, reader: Person, need: Need, match: Match, asked: Question) -> Screen:
    """A provider asks before it answers."""
    text = lines(
        t(
            "{delegation} asks about your need “{title}”:",
            delegation=bold(provider(match.delegation, t.language)),
            title=title(t, need.body),
        ),
        _quoted(asked.words),
        _quoted_answer(t, asked),
    )
    open_it = Button(t.label("The match"), Code("match", match.ref))
    if asked.answer is not None or not has(reader, "answer-question"):
        return Screen(text, ((open_it,),))
    return Screen(text, ((Button(t.label("Answer"), Code("question", asked.ref), "primary"), open_it),))


def answered(t: Translator, need: Need, match: Match, asked: Question) -> Screen:
    """The answer to a provider's question."""
    text = lines(
        t("{delegation} answers:", delegation=bold(begin(provider(need.delegation, t.language)))),
        _quoted(asked.answer or ""),
        t("You had asked: {question}", question=clip(asked.words, _SAID_SHOWN)),
    )
    rows = ((Button(t.label("Open the need"), Code("match", match.ref), "primary"),),)
    return Screen(text, rows, is_protected=need.is_restricted)


def brief_question(t: Translator, need: Need, match: Match) -> Screen:
    """The same where the need is for few: that there is a question."""
    said = t("A provider asks about your need.")
    return brief(t, said, need.ref, need.body, Code("match", match.ref))


def brief_answer(t: Translator, need: Need, match: Match) -> Screen:
    said = t("Your question about a need has been answered.")
    told = brief(t, said, match.ref, need.body, Code("match", match.ref))
    return replace(told, is_protected=True)


def unanswered(t: Translator, need: Need, match: Match, asked: Question) -> Screen:
    """For the secretariat: somebody waits."""
    if need.is_private:
        said = t("A question about a need has had no answer for 24 hours.")
        told = brief(t, said, need.ref, need.body, Code("match", match.ref))
        return replace(told, is_protected=True)
    asker = bold(provider(match.delegation, t.language))
    text = lines(
        t(
            "{delegation} has not answered a question for 24 hours.",
            delegation=bold(provider(need.delegation, t.language)),
        ),
        t(
            "{delegation} asked it on {when}, about: {title}",
            delegation=asker,
            when=moment(asked.asked_at, t.language),
            title=title(t, need.body),
        ),
        t("It has nobody else who could be asked. You may want to telephone."),
    )
    its_people = Button(t.label("Its people"), Code("people", f"{need.delegation}.0"))
    return Screen(
        text,
        ((Button(t.label("The match"), Code("match", match.ref), "primary"), its_people),),
        is_protected=need.is_restricted,
    )


def ask_words(t: Translator, question: forms.Question, need: Need, when_read: Html | None = None) -> Screen:
    """`when_read`: when they would read it, by the clocks of both."""
    text = lines(
        t(
            "What would you like to know from {delegation}?",
            delegation=bold(provider(need.delegation, t.language)),
        ),
        t("Write one message. Nothing classified, no names of individuals."),
        lines(t("If it goes out now, it is read:"), when_read) if when_read is not None else None,
    )
    return Screen(text, ((question.cancel(t),),), is_protected=need.is_restricted)


def answer_words(
    t: Translator, question: forms.Question, need: Need, match: Match, asked: Question
) -> Screen:
    text = lines(
        t("{delegation} asks:", delegation=bold(provider(match.delegation, t.language))),
        _quoted(asked.words),
        t("Write your answer in one message. Nothing classified, no names of individuals."),
        t("They do not know who you are: write nothing that tells it.") if _is_hidden(need, match) else None,
    )
    return Screen(text, ((question.cancel(t),),))


def question_sent(t: Translator, need: Need, match: Match) -> Screen:
    said = t(
        "Your question is on its way to {delegation}. The answer comes in this chat.",
        delegation=bold(provider(need.delegation, t.language)),
    )
    rows = ((Button(t.label("Back to the need"), Code("match", match.ref), "primary"),),)
    return Screen(said, rows, is_protected=need.is_restricted)


def sorry(why: str, t: Translator) -> Screen:
    return Screen(escape(why), ((Button(t.label("My matches"), Code("matches", "0")),),))


def not_sent(t: Translator) -> str:
    return t.label("Not sent: meanwhile this need was withdrawn, paused or answered by a colleague.")


def nothing_to_ask(t: Translator) -> str:
    return t.label("You need do nothing more about this need.")


def answer_sent(t: Translator, match: Match) -> Screen:
    said = t(
        "Your answer is on its way to {delegation}.", delegation=bold(provider(match.delegation, t.language))
    )
    return Screen(said, ((Button(t.label("The match"), Code("match", match.ref)),),))


def say_something(t: Translator) -> str:
    return t.label("Please write a few words.")


def too_long(t: Translator, most: int) -> str:
    return t.label("That is too long: please keep to {count} characters.", count=most)


def too_many_questions(t: Translator) -> str:
    return t.label(
        "Your delegation has asked five questions about this need. Say whether you are interested; "
        "once both say yes, you can talk."
    )


def answered_before(t: Translator) -> str:
    return t.label("This question has been answered already.")


def _is_hidden(need: Need, match: Match) -> bool:
    return need.is_anonymous and match.state != AGREED


def _quoted(words: str) -> Html:
    return Html(f"<blockquote>{escape(words)}</blockquote>")


def _quoted_answer(t: Translator, asked: Question) -> Html | None:
    if asked.answer is None:
        return None
    return t("Answer: {answer}", answer=clip(asked.answer, _SAID_SHOWN))


def gone(t: Translator) -> str:
    return t.label("This match is gone, or not your delegation's. See /matches.")
