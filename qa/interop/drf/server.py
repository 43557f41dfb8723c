"""What drf-spectacular and Django REST framework make of serializers, filters, files, pages, credentials and errors."""

import os
import sys

from django.conf import settings

settings.configure(
    DEBUG=False,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="not a secret",
    TIME_ZONE="UTC",
    USE_TZ=True,
    LOGGING_CONFIG=None,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "drf_spectacular"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    REST_FRAMEWORK={
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
    SPECTACULAR_SETTINGS={"TITLE": "Django REST framework", "VERSION": "1.0.0", "COMPONENT_SPLIT_REQUEST": True},
)

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from drf_spectacular.extensions import OpenApiAuthenticationExtension  # noqa: E402
from drf_spectacular.types import OpenApiTypes  # noqa: E402
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema  # noqa: E402
from drf_spectacular.views import SpectacularJSONAPIView  # noqa: E402
from rest_framework import serializers  # noqa: E402
from rest_framework.authentication import BaseAuthentication, BasicAuthentication, get_authorization_header  # noqa: E402
from rest_framework.generics import GenericAPIView  # noqa: E402
from rest_framework.pagination import LimitOffsetPagination, PageNumberPagination  # noqa: E402
from rest_framework.parsers import FormParser, MultiPartParser  # noqa: E402
from rest_framework.renderers import BaseRenderer, JSONRenderer  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


class EchoSerializer(serializers.Serializer):
    """What the server saw, in Python's notation."""

    saw = serializers.DictField(child=serializers.CharField())


def saw(**values):
    return Response({"saw": {name: repr(value) for name, value in values.items()}})


class AddressSerializer(serializers.Serializer):
    street = serializers.CharField(max_length=20)
    lines = serializers.ListField(child=serializers.CharField(), required=False)


class PersonSerializer(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField()
    password = serializers.CharField(write_only=True, required=False)
    nickname = serializers.CharField(required=False, allow_null=True)
    born = serializers.DateField(required=False)
    seen = serializers.DateTimeField(required=False)
    balance = serializers.DecimalField(max_digits=20, decimal_places=2, required=False)
    ratio = serializers.FloatField(required=False)
    wait = serializers.DurationField(required=False)
    color = serializers.ChoiceField(choices=["red", "dark blue"], required=False, allow_null=True, allow_blank=True)
    address = AddressSerializer(required=False)
    labels = serializers.DictField(child=serializers.IntegerField(), required=False)
    anything = serializers.JSONField(required=False)


class People(APIView):
    @extend_schema(operation_id="create_person", request=PersonSerializer, responses={201: PersonSerializer})
    def post(self, request):
        person = PersonSerializer(data=request.data)
        person.is_valid(raise_exception=True)
        seen = ",".join(sorted(request.data))
        return Response(PersonSerializer({"id": 7, **person.validated_data}).data, 201, headers={"X-Fields": seen})


class OnePerson(APIView):
    @extend_schema(operation_id="patch_person", request=PersonSerializer, responses=EchoSerializer)
    def patch(self, request, pk):
        person = PersonSerializer(data=request.data, partial=True)
        person.is_valid(raise_exception=True)
        return saw(pk=pk, **person.validated_data)

    @extend_schema(operation_id="delete_person", responses={204: None})
    def delete(self, request, pk):
        return Response(status=204)


class Query(APIView):
    @extend_schema(
        operation_id="query_parameters",
        parameters=[
            OpenApiParameter("text", str, required=True),
            OpenApiParameter("count", int),
            OpenApiParameter("on", bool),
            OpenApiParameter("day", OpenApiTypes.DATE),
            OpenApiParameter("price", OpenApiTypes.DECIMAL),
            OpenApiParameter("color", str, enum=["red", "dark blue"]),
            OpenApiParameter("ids", int, many=True),
            OpenApiParameter("tags", str, many=True, explode=False),
            OpenApiParameter("X-Token", str, OpenApiParameter.HEADER),
            OpenApiParameter("theme", str, OpenApiParameter.COOKIE),
        ],
        responses=EchoSerializer,
    )
    def get(self, request):
        query = request.query_params
        return saw(
            **{name: query.get(name) for name in ["text", "count", "on", "day", "price", "color", "tags"]},
            ids=query.getlist("ids"),
            token=request.headers.get("X-Token"),
            theme=request.COOKIES.get("theme"),
        )


class UploadSerializer(serializers.Serializer):
    file = serializers.FileField()
    note = serializers.CharField(required=False)
    more = serializers.ListField(child=serializers.FileField(), required=False)


class Upload(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="upload", request=UploadSerializer, responses=EchoSerializer)
    def post(self, request):
        files = {name: [(file.name, file.read()) for file in request.FILES.getlist(name)] for name in ["file", "more"]}
        return saw(**files, note=request.data.get("note"))


class FormSerializer(serializers.Serializer):
    name = serializers.CharField()
    ages = serializers.ListField(child=serializers.IntegerField(), required=False)
    on = serializers.BooleanField(required=False)


class Form(APIView):
    parser_classes = [FormParser]

    @extend_schema(operation_id="send_form", request=FormSerializer, responses=EchoSerializer)
    def post(self, request):
        form = FormSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return saw(**form.validated_data)


class CsvRenderer(BaseRenderer):
    media_type = "text/csv"
    format = "csv"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        # An error comes through the renderer as well.
        return data.encode() if isinstance(data, str) else JSONRenderer().render(data)


class Csv(APIView):
    renderer_classes = [CsvRenderer]

    @extend_schema(operation_id="read_csv", responses={(200, "text/csv"): str})
    def get(self, request):
        return Response("a,b\n1,2\n")


class Binary(APIView):
    @extend_schema(operation_id="read_binary", responses={200: OpenApiTypes.BINARY})
    def get(self, request):
        return HttpResponse(bytes([0, 255, 7]), content_type="application/octet-stream")


class Refuse(APIView):
    @extend_schema(
        operation_id="refuse",
        responses={200: EchoSerializer, 404: OpenApiResponse(description="There is none")},
    )
    def get(self, request):
        from rest_framework.exceptions import NotFound

        raise NotFound("no such thing")


# Pages


class WordSerializer(serializers.Serializer):
    number = serializers.IntegerField()


class Numbered(PageNumberPagination):
    page_size = 2
    page_size_query_param = "page_size"


class Offset(LimitOffsetPagination):
    default_limit = 2


class Paged(GenericAPIView):
    serializer_class = WordSerializer

    def answer(self, request):
        words = [{"number": number} for number in range(5)]
        page = self.paginate_queryset(words)
        return self.get_paginated_response(WordSerializer(page, many=True).data)


class ByNumber(Paged):
    pagination_class = Numbered

    @extend_schema(operation_id="list_by_number", responses=WordSerializer(many=True))
    def get(self, request):
        return self.answer(request)


class ByOffset(Paged):
    pagination_class = Offset

    @extend_schema(operation_id="list_by_offset", responses=WordSerializer(many=True))
    def get(self, request):
        return self.answer(request)


# Credentials


class Bearer(BaseAuthentication):
    def authenticate(self, request):
        return AnonymousUser(), get_authorization_header(request).decode()


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = Bearer
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Token` before the token"}


class Basic(BasicAuthentication):
    def authenticate_credentials(self, userid, password, request=None):
        return AnonymousUser(), [userid, password]


class BasicScheme(OpenApiAuthenticationExtension):
    target_class = Basic
    name = "basic"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "basic"}


class Secure(APIView):
    authentication_classes = [Bearer]

    @extend_schema(operation_id="use_token", responses=EchoSerializer)
    def get(self, request):
        return saw(auth=request.auth)


class SecureBasic(APIView):
    authentication_classes = [Basic]

    @extend_schema(operation_id="use_basic", responses=EchoSerializer)
    def get(self, request):
        return saw(auth=request.auth)


urlpatterns = [
    path("openapi.json", SpectacularJSONAPIView.as_view()),
    path("people/", People.as_view()),
    path("people/<int:pk>/", OnePerson.as_view()),
    path("query/", Query.as_view()),
    path("upload/", Upload.as_view()),
    path("form/", Form.as_view()),
    path("csv/", Csv.as_view()),
    path("binary/", Binary.as_view()),
    path("refuse/", Refuse.as_view()),
    path("by-number/", ByNumber.as_view()),
    path("by-offset/", ByOffset.as_view()),
    path("secure/token/", Secure.as_view()),
    path("secure/basic/", SecureBasic.as_view()),
]

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    sys.modules["__main__"] = sys.modules[__name__]
    address = f"127.0.0.1:{os.environ['PORT']}"
    execute_from_command_line([__file__, "runserver", address, "--noreload", "--skip-checks"])
