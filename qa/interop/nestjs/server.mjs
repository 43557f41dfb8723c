// What NestJS and @nestjs/swagger make of parameters, bodies, files, events, credentials and errors. Handlers answer with
// what they saw. Without a compiler, decorators are applied as functions.

import 'reflect-metadata';
import * as common from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FileInterceptor } from '@nestjs/platform-express';
import * as swagger from '@nestjs/swagger';
import * as check from 'class-validator';
import { from } from 'rxjs';

// Declares a class whose properties have these types and decorators.
const model = (name, properties) => {
  const type = { [name]: class {} }[name];
  for (const [property, [propertyType, options = {}, ...checks]] of Object.entries(properties)) {
    Reflect.defineMetadata('design:type', propertyType, type.prototype, property);
    swagger.ApiProperty(options)(type.prototype, property);
    checks.forEach((decorate) => decorate(type.prototype, property));
  }
  return type;
};

// Declares a method with the decorators of its parameters, each with its type, and its own.
const method = (controller, name, parameters, decorators) => {
  const types = parameters.map(([type]) => type);
  Reflect.defineMetadata('design:paramtypes', types, controller.prototype, name);
  parameters.forEach(([, decorate], index) => decorate(controller.prototype, name, index));
  const descriptor = Object.getOwnPropertyDescriptor(controller.prototype, name);
  decorators.forEach((decorate) => decorate(controller.prototype, name, descriptor));
};

const Echo = model('Echo', { saw: [Object, { type: 'object', additionalProperties: { type: 'string' } }] });
const saw = (values) => ({
  saw: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value ?? null)])),
});

const Address = model('Address', { street: [String, {}, check.IsString()], zip: [Number, { required: false }, check.IsOptional()] });
const Person = model('Person', {
  name: [String, { minLength: 1 }, check.IsString(), check.MinLength(1)],
  age: [Number, { required: false }, check.IsOptional(), check.IsInt()],
  nickname: [String, { required: false, nullable: true }, check.IsOptional()],
  seen: [Date, { required: false }, check.IsOptional()],
  color: [String, { required: false, enum: ['red', 'dark blue'], enumName: 'Color' }, check.IsOptional()],
  address: [Address, { required: false }, check.IsOptional()],
  tags: [Array, { required: false, type: [String] }, check.IsOptional()],
});
const PersonPatch = { PersonPatch: class extends swagger.PartialType(Person) {} }.PersonPatch;
const Upload = model('Upload', {
  file: [Object, { type: 'string', format: 'binary' }],
  note: [String, { required: false }],
});
const Problem = model('Problem', {
  statusCode: [Number],
  message: [String],
  error: [String, { required: false }],
});
const Word = model('Word', { number: [Number], word: [String] });
const Range = model('Range', { from: [Number], to: [Number, { required: false }] });
const Filter = model('Filter', {
  name: [String],
  tags: [Array, { required: false, type: [String] }],
  range: [Range, { required: false }],
});
const Cat = model('Cat', { kind: [String, { enum: ['cat'] }], meows: [Number] });
const Dog = model('Dog', { kind: [String, { enum: ['dog'] }], barks: [Number] });

class Controller {
  pathParameters(id, color) {
    return saw({ id, color });
  }
  queryParameters(text, page, ids, on, token) {
    return saw({ text, page, ids, on, token });
  }
  deepParameters(filter) {
    return saw({ filter });
  }
  createPerson(person) {
    return person;
  }
  patchPerson(id, patch) {
    return saw({ id, ...patch });
  }
  deletePerson() {}
  createPet(pet) {
    return saw(pet);
  }
  upload(file, body) {
    return saw({ file: [file.originalname, file.mimetype, file.buffer.toString('hex')], note: body.note });
  }
  getText() {
    return 'plain';
  }
  followWords() {
    return from([{ data: { number: 0, word: 'one' } }, { data: { number: 1, word: 'two' }, type: 'last' }]);
  }
  goElsewhere() {}
  refuse() {
    throw new common.ConflictException('it is there already');
  }
  useBearer(authorization) {
    return saw({ authorization });
  }
}

const echo = swagger.ApiOkResponse({ type: Echo });
const int = new common.ParseIntPipe();
method(Controller, 'pathParameters', [[Number, common.Param('id', int)], [String, common.Param('color')]], [
  common.Get('path/:id/:color'), echo, swagger.ApiParam({ name: 'color', enum: ['red', 'dark blue'] }),
]);
method(Controller, 'queryParameters', [
  [String, common.Query('text')], [Number, common.Query('page')], [Array, common.Query('ids')], [Boolean, common.Query('on')],
  [String, common.Headers('x-token')],
], [
  common.Get('query'), echo, swagger.ApiQuery({ name: 'ids', type: [Number], required: false }),
  swagger.ApiQuery({ name: 'page', type: Number, required: false }), swagger.ApiQuery({ name: 'on', type: Boolean, required: false }),
  swagger.ApiHeader({ name: 'X-Token', required: true }),
]);
method(Controller, 'deepParameters', [[Object, common.Query('filter')]], [
  common.Get('deep'), echo, swagger.ApiExtraModels(Filter),
  swagger.ApiQuery({ name: 'filter', style: 'deepObject', explode: true, schema: { $ref: swagger.getSchemaPath(Filter) } }),
]);
method(Controller, 'createPerson', [[Person, common.Body()]], [
  common.Post('people'), swagger.ApiCreatedResponse({ type: Person }), swagger.ApiBadRequestResponse({ type: Problem }),
]);
method(Controller, 'patchPerson', [[Number, common.Param('id', int)], [PersonPatch, common.Body()]], [common.Patch('people/:id'), echo]);
method(Controller, 'deletePerson', [[Number, common.Param('id', int)]], [
  common.Delete('people/:id'), common.HttpCode(204), swagger.ApiNoContentResponse(),
]);
method(Controller, 'createPet', [[Object, common.Body()]], [
  common.Post('pets'), common.HttpCode(200), echo, swagger.ApiExtraModels(Cat, Dog),
  swagger.ApiBody({ schema: { oneOf: [{ $ref: swagger.getSchemaPath(Cat) }, { $ref: swagger.getSchemaPath(Dog) }] } }),
]);
method(Controller, 'upload', [[Object, common.UploadedFile()], [Object, common.Body()]], [
  common.Post('upload'), common.HttpCode(200), echo, common.UseInterceptors(FileInterceptor('file')),
  swagger.ApiConsumes('multipart/form-data'), swagger.ApiBody({ type: Upload }),
]);
method(Controller, 'getText', [], [common.Get('text'), swagger.ApiOkResponse({ type: String })]);
method(Controller, 'followWords', [], [
  common.Sse('events'),
  swagger.ApiOkResponse({ content: { 'text/event-stream': { schema: { $ref: swagger.getSchemaPath(Word) } } } }),
  swagger.ApiExtraModels(Word),
]);
method(Controller, 'goElsewhere', [], [common.Get('redirect'), common.Redirect('/text', 302), swagger.ApiFoundResponse()]);
method(Controller, 'refuse', [], [common.Get('refuse'), echo, swagger.ApiConflictResponse({ type: Problem })]);
method(Controller, 'useBearer', [[String, common.Headers('authorization')]], [common.Get('secure'), echo, swagger.ApiBearerAuth()]);
common.Controller()(Controller);

class Application {}
common.Module({ controllers: [Controller] })(Application);

const app = await NestFactory.create(Application, { logger: ['error'] });
app.set('query parser', 'extended');
app.useGlobalPipes(new common.ValidationPipe());
const config = new swagger.DocumentBuilder().setTitle('NestJS').setVersion('1.0.0').addBearerAuth().build();
swagger.SwaggerModule.setup('api', app, swagger.SwaggerModule.createDocument(app, config), {
  jsonDocumentUrl: 'openapi.json', ui: false, raw: ['json'],
});
await app.listen(Number(process.env.PORT), '127.0.0.1');
