"""What APIFlask makes of schemas, parameters, files, pages, credentials and errors. Handlers answer with what they saw."""

import os

from apiflask import (
    APIFlask,
    EmptySchema,
    FileSchema,
    HTTPBasicAuth,
    HTTPTokenAuth,
    PaginationSchema,
    Schema,
    abort,
    pagination_builder,
)
from apiflask.fields import (
    UUID,
    Boolean,
    Date,
    DateTime,
    Decimal,
    Dict,
    File,
    Float,
    Integer,
    List,
    Nested,
    String,
)
from apiflask.validators import Length, OneOf, Range
from flask import Response, request, send_file

app = APIFlask("APIFlask", title="APIFlask", version="1.0.0")


class Echo(Schema):
    saw = Dict(keys=String(), values=String(), required=True)


def saw(**values):
    return {"saw": {name: repr(value) for name, value in values.items()}}


class Query(Schema):
    text = String(required=True)
    count = Integer(load_default=10, validate=Range(min=1))
    ratio = Float()
    price = Decimal(as_string=True)
    on = Boolean()
    day = Date()
    color = String(validate=OneOf(["red", "dark blue"]))
    ids = List(Integer())


class Headers(Schema):
    x_token = String(data_key="X-Token", required=True)


class Cookies(Schema):
    theme = String()


@app.get("/path/<text>/<int:number>/<uuid:id>")
@app.output(Echo)
@app.doc(operation_id="path_parameters")
def path_parameters(text, number, id):
    return saw(text=text, number=number, id=str(id))


@app.get("/query")
@app.input(Query, location="query")
@app.input(Headers, location="headers")
@app.input(Cookies, location="cookies")
@app.output(Echo)
@app.doc(operation_id="query_parameters")
def query_parameters(query_data, headers_data, cookies_data):
    day = query_data.pop("day", None)
    return saw(**query_data, **headers_data, **cookies_data, day=day and str(day))


class Address(Schema):
    street = String(required=True, validate=Length(1, 20))
    lines = List(String())


class Person(Schema):
    id = Integer(dump_only=True)
    name = String(required=True)
    nickname = String(allow_none=True)
    born = Date()
    seen = DateTime()
    balance = Decimal(as_string=True)
    key = UUID()
    address = Nested(Address)
    labels = Dict(keys=String(), values=Integer())


@app.post("/people")
@app.input(Person)
@app.output(Person, status_code=201)
@app.doc(operation_id="create_person")
def create_person(json_data):
    return {"id": 7, **json_data}


@app.patch("/people/<int:id>")
@app.input(Person(partial=True))
@app.output(Echo)
@app.doc(operation_id="patch_person")
def patch_person(id, json_data):
    return saw(id=id, **json_data)


@app.delete("/people/<int:id>")
@app.output(EmptySchema, status_code=204)
@app.doc(operation_id="delete_person")
def delete_person(id):
    return ""


class Upload(Schema):
    file = File(required=True)
    note = String()


@app.post("/upload")
@app.input(Upload, location="form_and_files")
@app.output(Echo)
@app.doc(operation_id="upload")
def upload(form_and_files_data):
    file = form_and_files_data["file"]
    return saw(file=(file.filename, file.mimetype, file.read()), note=form_and_files_data.get("note"))


class Form(Schema):
    name = String(required=True)
    ages = List(Integer())


@app.post("/form")
@app.input(Form, location="form")
@app.output(Echo)
@app.doc(operation_id="send_form")
def send_form(form_data):
    return saw(**form_data)


@app.get("/text")
@app.output({"type": "string"}, content_type="text/plain")
@app.doc(operation_id="get_text")
def text():
    return Response("plain", mimetype="text/plain")


@app.get("/file")
@app.output(FileSchema(type="string", format="binary"), content_type="application/octet-stream")
@app.doc(operation_id="get_file")
def file():
    return send_file(__file__, mimetype="application/octet-stream")


@app.get("/refuse")
@app.output(Echo)
@app.doc(operation_id="refuse", responses=[404])
def refuse():
    abort(404, "no such thing", detail={"id": 7})


class Word(Schema):
    number = Integer(required=True)


class Words(Schema):
    words = List(Nested(Word))
    pagination = Nested(PaginationSchema)


class Paging(Schema):
    page = Integer(load_default=1)
    per_page = Integer(load_default=2)


class Page:
    """What `pagination_builder` needs of the pagination of Flask-SQLAlchemy."""

    def __init__(self, page, per_page, total):
        self.page, self.per_page, self.total = page, per_page, total
        self.pages = -(-total // per_page)
        self.has_next, self.next_num = page < self.pages, page + 1
        self.has_prev, self.prev_num = page > 1, page - 1


@app.get("/words")
@app.input(Paging, location="query")
@app.output(Words)
@app.doc(operation_id="list_words")
def list_words(query_data):
    page = Page(query_data["page"], query_data["per_page"], 5)
    if page.page > page.pages:
        abort(404)
    start = (page.page - 1) * page.per_page
    numbers = range(5)[start : start + page.per_page]
    return {"words": [{"number": number} for number in numbers], "pagination": pagination_builder(page)}


token = HTTPTokenAuth()
basic = HTTPBasicAuth()


@token.verify_token
def verify_token(token):
    return token


@basic.verify_password
def verify_password(username, password):
    return f"{username}:{password}"


@app.get("/secure/token")
@app.auth_required(token)
@app.output(Echo)
@app.doc(operation_id="use_token")
def use_token():
    return saw(user=token.current_user)


@app.get("/secure/basic")
@app.auth_required(basic)
@app.output(Echo)
@app.doc(operation_id="use_basic")
def use_basic():
    return saw(user=basic.current_user, scheme=request.authorization.type)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ["PORT"]))
