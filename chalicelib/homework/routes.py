"""Homework."""

from chalicelib.care.access import treats, treats_with_own
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.gate import SecureBlueprint
from chalicelib.core.schemas import Nothing
from chalicelib.homework import service
from chalicelib.homework.access import either_side, the_client
from chalicelib.homework.schemas import Done, Homework, HomeworkList, HomeworkPage, NewComment, NewHomework

api = SecureBlueprint(__name__)
_ALL = "/clients/{client_id}/homework"
_ONE = "/clients/{client_id}/homework/{homework_id}"


@api.route(_ALL, methods=["GET"], allow=either_side(path="client_id"), query=HomeworkPage, returns=HomeworkList)
def homework(grant: Grant, page: HomeworkPage) -> HomeworkList:
    """What was agreed on, newest first, for either side."""
    return service.listed(grant, page, clock.now())


@api.route(_ALL, methods=["POST"], allow=treats_with_own(path="client_id"), body=NewHomework, returns=Homework, status=201)
def assign_homework(grant: Grant, new: NewHomework) -> Homework:
    """Agree on a worksheet, a text, a questionnaire or a task."""
    return service.assign(grant, new, clock.now())


@api.route(f"{_ONE}/done", methods=["POST"], allow=the_client(path="client_id"), body=Done, returns=Homework)
def finish_homework(grant: Grant, homework_id: str, done: Done) -> Homework:
    """Say that it is done."""
    return service.finish(grant, homework_id, done, clock.now())


@api.route(f"{_ONE}/comments", methods=["POST"], allow=either_side(path="client_id"), body=NewComment, returns=Homework)
def comment_on_homework(grant: Grant, homework_id: str, said: NewComment) -> Homework:
    """Say something about it."""
    return service.comment(grant, homework_id, said, clock.now())


@api.route(f"{_ONE}/withdraw", methods=["POST"], allow=treats(path="client_id"), body=Nothing, returns=Homework)
def withdraw_homework(grant: Grant, homework_id: str, _: Nothing) -> Homework:
    """Take it back."""
    return service.withdraw(grant, homework_id, clock.now())
