"""What FastAPI makes of parameters, bodies, files, events, credentials and errors. Handlers answer with what they saw."""

import json
import os
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Optional, Union
from uuid import UUID

import uvicorn
from fastapi import Cookie, Depends, FastAPI, File, Form, Header, HTTPException, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, StreamingResponse
from fastapi.security import APIKeyCookie, APIKeyHeader, APIKeyQuery, HTTPBasic, HTTPBasicCredentials, HTTPBearer
from pydantic import BaseModel, Field

app = FastAPI(title="FastAPI", version="1.0.0", generate_unique_id_function=lambda route: route.name)


class Echo(BaseModel):
    """What the server saw, in Python's notation."""

    saw: dict[str, str]


def saw(**values: Any) -> Echo:
    return Echo(saw={name: repr(value) for name, value in values.items()})


class Color(str, Enum):
    red = "red"
    dark_blue = "dark blue"


class Level(int, Enum):
    low = 1
    high = 2


# Parameters


@app.get("/path/{text}/{number}/{color}/{id}/{day}")
def path_parameters(text: str, number: int, color: Color, id: UUID, day: date) -> Echo:
    return saw(text=text, number=number, color=color.value, id=str(id), day=str(day))


@app.get("/query")
def query_parameters(
    text: str,
    count: int = 10,
    ratio: float | None = None,
    price: Decimal | None = None,
    big: int | None = None,
    on: bool | None = None,
    day: date | None = None,
    at: datetime | None = None,
    wait: timedelta | None = None,
    color: Color | None = None,
    level: Level | None = None,
    sort: Literal["asc", "desc"] = "asc",
) -> Echo:
    return saw(
        text=text,
        count=count,
        ratio=ratio,
        price=price,
        big=big,
        on=on,
        day=day and str(day),
        at=at and at.astimezone(timezone.utc).isoformat(),
        wait=wait and wait.total_seconds(),
        color=color and color.value,
        level=level and level.value,
        sort=sort,
    )


@app.get("/query/lists")
def query_lists(
    tags: Annotated[list[str], Query()] = [],
    ids: Annotated[list[int] | None, Query()] = None,
    colors: Annotated[set[Color] | None, Query()] = None,
) -> Echo:
    return saw(tags=tags, ids=ids, colors=colors and sorted(color.value for color in colors))


class Filter(BaseModel):
    limit: int = Field(10, gt=0, le=100)
    order_by: Literal["created", "updated"] = "created"
    tags: list[str] = []


@app.get("/query/model")
def query_model(filter: Annotated[Filter, Query()]) -> Echo:
    return saw(**filter.model_dump())


@app.get("/headers")
def header_parameters(
    x_token: Annotated[str, Header()],
    x_count: Annotated[int | None, Header()] = None,
    x_many: Annotated[list[str] | None, Header()] = None,
    session: Annotated[str | None, Cookie()] = None,
    theme: Annotated[str | None, Cookie()] = None,
) -> Echo:
    return saw(x_token=x_token, x_count=x_count, x_many=x_many, session=session, theme=theme)


# JSON bodies


class Address(BaseModel):
    street: str
    lines: list[str] = []


class Person(BaseModel):
    name: str
    born: date | None = None
    seen: datetime | None = None
    balance: Decimal | None = None
    address: Address | None = None
    labels: dict[str, int] = {}
    position: tuple[float, float] | None = None
    friends: list["Person"] = []
    anything: Any = None


@app.post(
    "/people",
    status_code=201,
    responses={201: {"headers": {"X-Fields": {"schema": {"type": "string"}, "required": True}}}},
)
def create_person(person: Person, response: Response) -> Person:
    response.headers["X-Fields"] = ",".join(sorted(person.model_fields_set))
    return person


class PersonPatch(BaseModel):
    name: str | None = None
    nickname: str | None = None
    age: int | None = None


@app.patch("/people/{id}")
def patch_person(id: int, patch: PersonPatch) -> Echo:
    return saw(**patch.model_dump(exclude_unset=True))


@app.put("/people/{id}/tags")
def put_tags(id: int, tags: list[str]) -> list[str]:
    return tags[::-1]


@app.delete("/people/{id}", status_code=204)
def delete_person(id: int) -> None:
    return None


@app.post("/two-bodies")
def two_bodies(first: Address, second: Person) -> Echo:
    return saw(first=first.street, second=second.name)


@app.post("/maps")
def maps(scores: dict[str, list[int]]) -> dict[str, list[int]]:
    return scores | {"server": [len(scores)]}


class Cat(BaseModel):
    pet_type: Literal["cat"] = "cat"
    meows: int


class Dog(BaseModel):
    pet_type: Literal["dog"] = "dog"
    barks: float


Pet = Annotated[Union[Cat, Dog], Field(discriminator="pet_type")]


class Household(BaseModel):
    pets: list[Pet]
    favourite: Pet | None = None
    plain: int | str | None = None


@app.post("/pets")
def create_pet(pet: Pet) -> Echo:
    return saw(kind=type(pet).__name__, pet=pet.model_dump())


@app.post("/households")
def create_household(household: Household) -> Household:
    return household


class Node(BaseModel):
    value: int
    left: Optional["Node"] = None
    right: Optional["Node"] = None


@app.post("/nodes")
def mirror(node: Node) -> Node:
    def turn(node: Node | None) -> Node | None:
        return node and Node(value=node.value, left=turn(node.right), right=turn(node.left))

    return turn(node)


# Forms and files


@app.post("/form")
def form(
    name: Annotated[str, Form()], ages: Annotated[list[int], Form()] = [], on: Annotated[bool, Form()] = False
) -> Echo:
    return saw(name=name, ages=ages, on=on)


async def shown(file: UploadFile | None) -> tuple | None:
    return file and (file.filename, file.content_type, await file.read())


@app.post("/upload")
async def upload(file: UploadFile) -> Echo:
    return saw(file=await shown(file))


@app.post("/upload/many")
async def upload_many(files: list[UploadFile], note: Annotated[str | None, Form()] = None) -> Echo:
    return saw(files=[await shown(file) for file in files], note=note)


@app.post("/upload/optional")
async def upload_optional(name: Annotated[str, Form()], file: UploadFile | None = None) -> Echo:
    return saw(name=name, file=await shown(file))


@app.post("/upload/bytes")
def upload_bytes(file: Annotated[bytes, File()]) -> Echo:
    return saw(file=file)


# Responses


@app.get("/text", response_class=PlainTextResponse)
def text() -> str:
    return "a\nplain text"


@app.get("/file", response_class=FileResponse)
def file() -> FileResponse:
    return FileResponse(__file__, filename="server.py")


@app.get("/redirect", response_class=RedirectResponse, status_code=307)
def redirect() -> str:
    return "/text"


class Problem(BaseModel):
    reason: str


@app.get(
    "/statuses/{status}",
    response_model=Person,
    responses={202: {"model": Echo}, 404: {"model": Problem}, 409: {"model": Problem}},
)
def statuses(status: int) -> Any:
    if status == 200:
        return Person(name="Anna")
    if status == 202:
        return JSONResponse(saw(status=status).model_dump(), status_code=202)
    return JSONResponse({"reason": f"it is {status}"}, status_code=status)


@app.get("/nothing")
def nothing_declared():
    return {"a": [1, 2]}


@app.get("/refuse")
def refuse() -> Echo:
    raise HTTPException(418, detail="short and stout")


class Event(BaseModel):
    number: int
    word: str


WORDS = [Event(number=number, word=word) for number, word in enumerate(["one", "two", "three"])]


@app.get(
    "/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"itemSchema": {"$ref": "#/components/schemas/Event"}}}}},
)
async def events() -> StreamingResponse:
    async def lines():
        for event in WORDS:
            yield f"id: {event.number}\nevent: word\ndata: {event.model_dump_json()}\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream")


@app.get(
    "/lines",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/jsonl": {"itemSchema": {"$ref": "#/components/schemas/Event"}}}}},
)
async def json_lines() -> StreamingResponse:
    async def lines():
        for event in WORDS:
            yield json.dumps(event.model_dump()) + "\n"

    return StreamingResponse(lines(), media_type="application/jsonl")


LINES = {"application/jsonl": {"itemSchema": {"$ref": "#/components/schemas/Event"}}}


@app.post("/lines", openapi_extra={"requestBody": {"required": True, "content": LINES}})
async def receive_lines(request: Request) -> Echo:
    words = [Event.model_validate_json(line).word for line in (await request.body()).splitlines()]
    return saw(media_type=request.headers["Content-Type"], words=words)


# Credentials

Key = Annotated[str, Depends(APIKeyHeader(name="X-Key"))]
QueryKey = Annotated[str, Depends(APIKeyQuery(name="key"))]
CookieKey = Annotated[str, Depends(APIKeyCookie(name="sid"))]
Basic = Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]
Bearer = Annotated[Any, Depends(HTTPBearer())]


@app.get("/secure/header")
def secure_header(key: Key) -> Echo:
    return saw(key=key)


@app.get("/secure/query")
def secure_query(key: QueryKey) -> Echo:
    return saw(key=key)


@app.get("/secure/cookie")
def secure_cookie(key: CookieKey, theme: Annotated[str | None, Cookie()] = None) -> Echo:
    return saw(key=key, theme=theme)


@app.get("/secure/basic")
def secure_basic(basic: Basic) -> Echo:
    return saw(username=basic.username, password=basic.password)


@app.get("/secure/bearer")
def secure_bearer(bearer: Bearer) -> Echo:
    return saw(token=bearer.credentials)


# Pages


class Page(BaseModel):
    items: list[Event]
    total: int


@app.get("/pages")
def pages(limit: Annotated[int, Query(ge=1, le=100)] = 2, offset: Annotated[int, Query(ge=0)] = 0) -> Page:
    every = [Event(number=number, word=f"word {number}") for number in range(5)]
    return Page(items=every[offset : offset + limit], total=len(every))


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
