// What Elysia and @elysiajs/openapi make of parameters, bodies, files, events, credentials and errors. Handlers answer with
// what they saw.

import { node } from '@elysiajs/node';
import { openapi } from '@elysiajs/openapi';
import { Elysia, sse, t } from 'elysia';

const saw = (values) => ({
  saw: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value ?? null)])),
});
const Echo = t.Object({ saw: t.Record(t.String(), t.String()) });
const Color = t.Union([t.Literal('red'), t.Literal('dark blue')]);
const Word = t.Object({ number: t.Integer(), word: t.String() });
const Problem = t.Object({ code: t.String(), message: t.String() });

const Address = t.Object({ street: t.String(), lines: t.Optional(t.Array(t.String())) });
const Person = t.Object({
  name: t.String({ minLength: 1 }),
  nickname: t.Optional(t.Nullable(t.String())),
  born: t.Optional(t.String({ format: 'date' })),
  address: t.Optional(Address),
  position: t.Optional(t.Tuple([t.Number(), t.Number()])),
  labels: t.Optional(t.Record(t.String(), t.Integer())),
  either: t.Optional(t.Union([t.String(), t.Number()])),
  color: t.Optional(t.UnionEnum(['red', 'dark blue'])),
});
const Cat = t.Object({ kind: t.Literal('cat'), meows: t.Integer() });
const Dog = t.Object({ kind: t.Literal('dog'), barks: t.Number() });

const app = new Elysia({ adapter: node() })
  .use(openapi({
    path: '/docs',
    specPath: '/openapi.json',
    documentation: {
      info: { title: 'Elysia', version: '1.0.0' },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          cookieKey: { type: 'apiKey', in: 'cookie', name: 'sid' },
        },
      },
    },
  }))
  .model({
    Echo,
    Person,
    Problem,
    Word,
    Pets: t.Array(t.Union([Cat, Dog])),
    Node: t.Recursive((Node) => t.Object({ value: t.Number(), children: t.Optional(t.Array(Node)) }), { $id: 'Node' }),
  })

  // Parameters

  .get('/path/:text/:number/:color', ({ params }) => saw(params), {
    params: t.Object({ text: t.String(), number: t.Numeric(), color: Color }),
    response: 'Echo',
    detail: { operationId: 'pathParameters' },
  })
  .get('/query', ({ query, headers, cookie }) => saw({ ...query, token: headers['x-token'], theme: cookie.theme.value }), {
    query: t.Object({
      text: t.String(),
      count: t.Integer({ default: 10, minimum: 1 }),
      big: t.Optional(t.Integer()),
      ratio: t.Optional(t.Number()),
      on: t.Optional(t.Boolean()),
      day: t.Optional(t.String({ format: 'date' })),
      color: t.Optional(Color),
      tags: t.Optional(t.Array(t.String())),
      filter: t.Optional(t.Object({ name: t.String(), least: t.Optional(t.Number()) })),
    }),
    headers: t.Object({ 'x-token': t.String() }),
    cookie: t.Cookie({ theme: t.Optional(t.String()) }),
    response: 'Echo',
    detail: { operationId: 'queryParameters' },
  })

  // JSON bodies

  .post('/people', ({ body, set, status }) => {
    set.headers['x-count'] = String(Object.keys(body).length);
    return status(201, body);
  }, { body: 'Person', response: { 201: 'Person', 409: 'Problem' }, detail: { operationId: 'createPerson' } })
  .patch('/people/:id', ({ params, body }) => saw({ ...params, ...body }), {
    params: t.Object({ id: t.Integer() }),
    body: t.Partial(Person),
    response: 'Echo',
    detail: { operationId: 'patchPerson' },
  })
  .delete('/people/:id', ({ set }) => { set.status = 204; }, {
    params: t.Object({ id: t.Integer() }),
    response: { 204: t.Void() },
    detail: { operationId: 'deletePerson' },
  })
  .post('/pets', ({ body }) => body.reverse(), {
    body: 'Pets',
    response: 'Pets',
    detail: { operationId: 'createPets' },
  })
  .post('/nodes', ({ body }) => body, { body: 'Node', response: 'Node', detail: { operationId: 'keepNodes' } })

  // Forms and files

  .post('/form', ({ body }) => saw(body), {
    parse: 'urlencoded',
    body: t.Object({ name: t.String(), age: t.Optional(t.Numeric()), tags: t.Optional(t.Array(t.String())) }),
    response: 'Echo',
    detail: { operationId: 'sendForm' },
  })
  .post('/upload', async ({ body: { file, more, note, meta } }) => {
    const bytes = async (file) => [file.name, file.type, Buffer.from(await file.arrayBuffer()).toString('hex')];
    return saw({ file: await bytes(file), more: await Promise.all((more ?? []).map(bytes)), note, meta });
  }, {
    body: t.Object({
      file: t.File(),
      more: t.Optional(t.Files()),
      note: t.Optional(t.String()),
      meta: t.Optional(t.Object({ level: t.Number() })),
    }),
    response: 'Echo',
    detail: { operationId: 'upload' },
  })

  // Responses

  .get('/text', () => 'plain', { response: t.String(), detail: { operationId: 'getText' } })
  .get('/bytes', () => new Response(new Uint8Array([0, 255, 7]), { headers: { 'content-type': 'image/png' } }), {
    detail: {
      operationId: 'getBytes',
      responses: { 200: { description: 'A picture', content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } } },
    },
  })
  .get('/events', function* () {
    for (const [number, word] of ['one', 'two'].entries()) {
      yield sse({ id: String(number), event: 'word', data: { number, word } });
    }
  }, {
    detail: {
      operationId: 'followWords',
      responses: { 200: { description: 'Words', content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/Word' } } } } },
    },
  })
  .get('/words', ({ query: { page } }) => {
    const numbers = [0, 1, 2, 3, 4].slice((page - 1) * 2, page * 2);
    return { items: numbers.map((number) => ({ number, word: `word ${number}` })), total: 5 };
  }, {
    query: t.Object({ page: t.Integer({ default: 1 }) }),
    response: t.Object({ items: t.Array(t.Ref('#/components/schemas/Word')), total: t.Integer() }),
    detail: { operationId: 'listWords' },
  })
  .get('/statuses/:status', ({ params, status }) => {
    switch (params.status) {
      case 200: return saw(params);
      case 202: return status(202, { number: 1, word: 'later' });
      default: return status(409, { code: 'always', message: 'it is refused' });
    }
  }, {
    params: t.Object({ status: t.Integer() }),
    response: { 200: 'Echo', 202: 'Word', 409: 'Problem' },
    detail: { operationId: 'statuses' },
  })
  .get('/redirect', () => new Response(null, { status: 302, headers: { location: '/text' } }), { detail: { operationId: 'follow' } })

  // Credentials

  .get('/secure/bearer', ({ headers }) => saw({ authorization: headers.authorization }), {
    response: 'Echo',
    detail: { operationId: 'useBearer', security: [{ bearer: [] }] },
  })
  .get('/secure/cookie', ({ cookie }) => saw({ sid: cookie.sid.value, theme: cookie.theme.value }), {
    cookie: t.Cookie({ theme: t.Optional(t.String()) }),
    response: 'Echo',
    detail: { operationId: 'useCookie', security: [{ cookieKey: [] }] },
  });

app.listen({ hostname: '127.0.0.1', port: Number(process.env.PORT) });
