"""What Litestar makes of parameters, bodies, files, pages, credentials and errors. Handlers answer with what they saw."""

import os
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal
from uuid import UUID

import uvicorn
from litestar import Litestar, MediaType, Request, delete, get, patch, post
from litestar.datastructures import ResponseHeader, State, UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.pagination import OffsetPagination
from litestar.params import Body, Parameter
from litestar.response import ServerSentEvent, Stream
from msgspec import UNSET, Struct, UnsetType


@dataclass
class Echo:
    """What the server saw, in Python's notation."""

    saw: dict[str, str]


def saw(**values: Any) -> Echo:
    return Echo({name: repr(value) for name, value in values.items()})


class Color(Enum):
    red = "red"
    dark_blue = "dark blue"


# Parameters


@get("/path/{text:str}/{number:int}/{id:uuid}/{day:date}", operation_id="path_parameters")
async def path_parameters(text: str, number: int, id: UUID, day: date) -> Echo:
    return saw(text=text, number=number, id=str(id), day=str(day))


@get("/query", operation_id="query_parameters")
async def query_parameters(
    text: str,
    token: Annotated[str, Parameter(header="X-Token")],
    theme: Annotated[str | None, Parameter(cookie="theme")] = None,
    count: int = 10,
    ratio: float | None = None,
    price: Decimal | None = None,
    on: bool | None = None,
    at: datetime | None = None,
    color: Color | None = None,
    sort: Literal["asc", "desc"] = "asc",
    tags: list[str] | None = None,
    ids: list[int] | None = None,
) -> Echo:
    return saw(
        text=text,
        token=token,
        theme=theme,
        count=count,
        ratio=ratio,
        price=price,
        on=on,
        at=at and at.isoformat(),
        color=color and color.value,
        sort=sort,
        tags=tags,
        ids=ids,
    )


# JSON bodies


@dataclass
class Address:
    street: str
    lines: list[str] = field(default_factory=list)


@dataclass
class Person:
    name: str
    born: date | None = None
    seen: datetime | None = None
    balance: Decimal | None = None
    address: Address | None = None
    labels: dict[str, int] = field(default_factory=dict)
    position: tuple[float, float] | None = None
    color: Color | None = None
    anything: Any = None


@post("/people", operation_id="create_person", response_headers=[ResponseHeader(name="X-Place", value="here")])
async def create_person(data: Person) -> Person:
    return data


class PersonPatch(Struct):
    name: str | UnsetType = UNSET
    nickname: str | None | UnsetType = UNSET


@patch("/people/{id:int}", operation_id="patch_person")
async def patch_person(id: int, data: PersonPatch) -> Echo:
    given = {"name": data.name, "nickname": data.nickname}
    return saw(id=id, **{name: value for name, value in given.items() if value is not UNSET})


@delete("/people/{id:int}", operation_id="delete_person")
async def delete_person(id: int) -> None:
    return None


class Cat(Struct, tag="cat", tag_field="kind"):
    meows: int


class Dog(Struct, tag="dog", tag_field="kind"):
    barks: float


@post("/pets", operation_id="create_pet")
async def create_pet(data: Cat | Dog) -> Echo:
    return saw(kind=type(data).__name__)


# Forms and files


@dataclass
class Login:
    name: str
    age: int | None = None


@post("/form", operation_id="send_form")
async def send_form(data: Annotated[Login, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> Echo:
    return saw(name=data.name, age=data.age)


@dataclass
class Upload:
    file: UploadFile
    note: str | None = None


@post("/upload", operation_id="upload")
async def upload(data: Annotated[Upload, Body(media_type=RequestEncodingType.MULTI_PART)]) -> Echo:
    return saw(file=(data.file.filename, data.file.content_type, await data.file.read()), note=data.note)


# Responses


@get("/text", operation_id="get_text", media_type=MediaType.TEXT)
async def text() -> str:
    return "plain"


@get("/file", operation_id="get_file", media_type="application/octet-stream")
async def file() -> bytes:
    return bytes([0, 255, 7])


@get("/stream", operation_id="get_stream")
async def stream() -> Stream:
    return Stream(iter([b"one", b"two"]), media_type="application/octet-stream")


@get("/events", operation_id="follow_words")
async def events() -> ServerSentEvent:
    return ServerSentEvent(iter(["one", "two"]), event_type="word")


@get("/refuse", operation_id="refuse", raises=[NotFoundException])
async def refuse() -> Echo:
    raise NotFoundException(detail="no such thing", extra={"id": 7})


@get("/words", operation_id="list_words")
async def list_words(limit: int = 2, offset: int = 0) -> OffsetPagination[Address]:
    words = [Address(str(number)) for number in range(5)]
    return OffsetPagination(words[offset : offset + limit], limit, offset, len(words))


# Credentials


@get("/secure", operation_id="use_key", security=[{"key": []}])
async def secure(request: Request[Any, Any, State]) -> Echo:
    return saw(key=request.headers.get("X-Key"))


app = Litestar(
    [
        path_parameters,
        query_parameters,
        create_person,
        patch_person,
        delete_person,
        create_pet,
        send_form,
        upload,
        text,
        file,
        stream,
        events,
        refuse,
        list_words,
        secure,
    ],
    openapi_config=OpenAPIConfig(
        title="Litestar",
        version="1.0.0",
        path="/schema",
        render_plugins=[JsonRenderPlugin()],
        components=Components(
            security_schemes={"key": SecurityScheme(type="apiKey", name="X-Key", security_scheme_in="header")}
        ),
    ),
)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
