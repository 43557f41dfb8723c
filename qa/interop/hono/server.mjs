// What Hono and @hono/zod-openapi make of parameters, bodies, files, events, credentials and errors. Handlers answer with
// what they saw.

import { serve } from '@hono/node-server';
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { getCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';

const app = new OpenAPIHono();

const Echo = z.object({ saw: z.record(z.string(), z.string()) }).openapi('Echo');
const saw = (values) => ({
  saw: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value ?? null)])),
});
const json = (schema) => ({ 'application/json': { schema } });
const echo = { 200: { description: 'What the server saw', content: json(Echo) } };

// Parameters

app.openapi(createRoute({
  method: 'get',
  path: '/path/{text}/{number}/{color}',
  operationId: 'pathParameters',
  request: { params: z.object({ text: z.string(), number: z.coerce.number().int(), color: z.enum(['red', 'dark blue']) }) },
  responses: echo,
}), (c) => c.json(saw(c.req.valid('param'))));

app.openapi(createRoute({
  method: 'get',
  path: '/query',
  operationId: 'queryParameters',
  request: {
    query: z.object({
      text: z.string(),
      count: z.coerce.number().int().min(1).default(10),
      ratio: z.coerce.number().optional(),
      day: z.iso.date().optional(),
      sort: z.enum(['asc', 'desc']).optional(),
      tags: z.array(z.string()).optional(),
    }),
    headers: z.object({ 'x-token': z.string() }),
    cookies: z.object({ theme: z.string().optional() }),
  },
  responses: echo,
}), (c) => c.json(saw({ ...c.req.valid('query'), token: c.req.valid('header')['x-token'], theme: getCookie(c, 'theme') })));

// JSON bodies

const Node = z.object({
  value: z.number(),
  get children() {
    return z.array(Node).optional();
  },
}).openapi('Node');

const Person = z.object({
  name: z.string().min(1),
  nickname: z.string().nullable().optional(),
  born: z.iso.date().optional(),
  seen: z.iso.datetime().optional(),
  position: z.tuple([z.number(), z.number()]).optional(),
  labels: z.record(z.string(), z.number().int()).optional(),
  either: z.union([z.string(), z.number()]).optional(),
  level: z.literal([1, 2]).optional(),
}).openapi('Person');

app.openapi(createRoute({
  method: 'post',
  path: '/people',
  operationId: 'createPerson',
  request: { body: { required: true, content: json(Person) } },
  responses: {
    201: { description: 'Created', headers: z.object({ 'x-count': z.number().int() }), content: json(Person) },
  },
}), (c) => c.json(c.req.valid('json'), 201, { 'x-count': String(Object.keys(c.req.valid('json')).length) }));

app.openapi(createRoute({
  method: 'patch',
  path: '/people/{id}',
  operationId: 'patchPerson',
  request: { params: z.object({ id: z.coerce.number() }), body: { required: true, content: json(Person.partial()) } },
  responses: echo,
}), (c) => c.json(saw({ ...c.req.valid('param'), ...c.req.valid('json') })));

app.openapi(createRoute({
  method: 'delete',
  path: '/people/{id}',
  operationId: 'deletePerson',
  request: { params: z.object({ id: z.coerce.number().int() }) },
  responses: { 204: { description: 'Deleted' } },
}), (c) => c.body(null, 204));

const Cat = z.object({ kind: z.literal('cat'), meows: z.number().int() }).openapi('Cat');
const Dog = z.object({ kind: z.literal('dog'), barks: z.number() }).openapi('Dog');

app.openapi(createRoute({
  method: 'post',
  path: '/pets',
  operationId: 'createPets',
  request: { body: { required: true, content: json(z.array(z.discriminatedUnion('kind', [Cat, Dog]))) } },
  responses: { 200: { description: 'The same, reversed', content: json(z.array(z.discriminatedUnion('kind', [Cat, Dog]))) } },
}), (c) => c.json(c.req.valid('json').reverse()));

app.openapi(createRoute({
  method: 'post',
  path: '/nodes',
  operationId: 'reverseNodes',
  request: { body: { required: true, content: json(Node) } },
  responses: { 200: { description: 'The same, reversed', content: json(Node) } },
}), (c) => {
  const turn = (node) => ({ ...node, ...(node.children && { children: node.children.map(turn).reverse() }) });
  return c.json(turn(c.req.valid('json')));
});

// Forms and files

app.openapi(createRoute({
  method: 'post',
  path: '/form',
  operationId: 'sendForm',
  request: {
    body: {
      required: true,
      content: { 'application/x-www-form-urlencoded': { schema: z.object({ name: z.string(), ages: z.array(z.string()).optional() }) } },
    },
  },
  responses: echo,
}), (c) => c.json(saw(c.req.valid('form'))));

const file = () => z.instanceof(File).openapi({ type: 'string', format: 'binary' });

app.openapi(createRoute({
  method: 'post',
  path: '/upload',
  operationId: 'upload',
  request: {
    body: { required: true, content: { 'multipart/form-data': { schema: z.object({ file: file(), note: z.string().optional() }) } } },
  },
  responses: echo,
}), async (c) => {
  const { file, note } = c.req.valid('form');
  return c.json(saw({ file: [file.name, file.type, Buffer.from(await file.arrayBuffer()).toString('hex')], note }));
});

// Responses

app.openapi(createRoute({
  method: 'get',
  path: '/text',
  operationId: 'getText',
  responses: { 200: { description: 'A text', content: { 'text/plain': { schema: z.string() } } } },
}), (c) => c.text('plain'));

app.openapi(createRoute({
  method: 'get',
  path: '/events',
  operationId: 'followWords',
  responses: { 200: { description: 'Words', content: { 'text/event-stream': { schema: z.object({ word: z.string() }).openapi('Word') } } } },
}), (c) => streamSSE(c, async (stream) => {
  for (const [number, word] of ['one', 'two'].entries()) {
    await stream.writeSSE({ id: String(number), event: 'word', data: JSON.stringify({ word }) });
  }
}));

const Problem = z.object({ code: z.string(), message: z.string() }).openapi('Problem');

app.openapi(createRoute({
  method: 'get',
  path: '/refuse',
  operationId: 'refuse',
  responses: { ...echo, 409: { description: 'Always', content: json(Problem) } },
}), (c) => c.json({ code: 'always', message: 'it is refused' }, 409));

// Credentials

app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
app.openAPIRegistry.registerComponent('securitySchemes', 'cookieKey', { type: 'apiKey', in: 'cookie', name: 'sid' });

app.openapi(createRoute({
  method: 'get',
  path: '/secure/bearer',
  operationId: 'useBearer',
  security: [{ bearer: [] }],
  responses: echo,
}), (c) => c.json(saw({ authorization: c.req.header('authorization') })));

app.openapi(createRoute({
  method: 'get',
  path: '/secure/cookie',
  operationId: 'useCookie',
  security: [{ cookieKey: [] }],
  responses: echo,
}), (c) => c.json(saw({ sid: getCookie(c, 'sid') })));

app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Hono', version: '1.0.0' } });

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) });
