// What Elysia and @elysiajs/openapi make of parameters, bodies, files, events, credentials and errors, with the adapter for
// Node. Handlers answer with what they saw.

import { node } from '@elysiajs/node';
import { openapi } from '@elysiajs/openapi';
import { Elysia, file, form, sse, t } from 'elysia';

const Echo = t.Object({ saw: t.Record(t.String(), t.String()) });
const Problem = t.Object({ code: t.String(), message: t.String() });
const Color = t.UnionEnum(['red', 'dark blue']);
const Address = t.Object({ street: t.String(), lines: t.Optional(t.Array(t.String())) });
const Person = t.Object({
  name: t.String({ minLength: 1 }),
  nickname: t.Optional(t.Nullable(t.String())),
  born: t.Optional(t.String({ format: 'date' })),
  seen: t.Optional(t.Date()),
  address: t.Optional(Address),
  position: t.Optional(t.Tuple([t.Number(), t.Number()])),
  labels: t.Optional(t.Record(t.String(), t.Integer())),
  either: t.Optional(t.Union([t.String(), t.Number()])),
  color: t.Optional(Color),
});
const Node = t.Recursive((This) => t.Object({ value: t.Number(), children: t.Optional(t.Array(This)) }), { $id: 'Node' });
const Cat = t.Object({ kind: t.Literal('cat'), meows: t.Integer() });
const Dog = t.Object({ kind: t.Literal('dog'), barks: t.Number() });
const Pet = t.Union([Cat, Dog]);
const Word = t.Object({ number: t.Integer(), word: t.String() });

const saw = (values) => ({
  saw: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value ?? null)])),
});
const hex = async (file) => [file.name, file.type, Buffer.from(await file.arrayBuffer()).toString('hex')];
const named = (operationId, more = {}) => ({ detail: { operationId, ...more } });

new Elysia({ adapter: node() })
  .use(openapi({
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
  .model({ Echo, Problem, Address, Person, Node, Cat, Dog, Pet, Word })

  // Parameters

  .get('/path/:text/:number/:color', ({ params }) => saw(params), {
    params: t.Object({ text: t.String(), number: t.Numeric(), color: Color }),
    response: 'Echo',
    ...named('pathParameters'),
  })
  .get('/query', ({ query }) => saw(query), {
    query: t.Object({
      text: t.String(),
      count: t.Integer({ default: 10, minimum: 1 }),
      ratio: t.Optional(t.Number()),
      on: t.Optional(t.Boolean()),
      at: t.Optional(t.Date()),
      color: t.Optional(Color),
      tags: t.Optional(t.Array(t.String())),
      address: t.Optional(t.Object({ street: t.String(), zip: t.Optional(t.Number()) })),
    }),
    response: 'Echo',
    ...named('queryParameters'),
  })
  .get('/headers', ({ headers, cookie }) => saw({
    token: headers['x-token'], count: headers['x-count'], theme: cookie.theme.value,
  }), {
    headers: t.Object({ 'x-token': t.String(), 'x-count': t.Optional(t.Numeric()) }),
    cookie: t.Cookie({ theme: t.Optional(t.String()) }),
    response: 'Echo',
    ...named('headerParameters'),
  })

  // JSON bodies

  .post('/people', ({ body, set, status }) => {
    set.headers['x-count'] = String(Object.keys(body).length);
    return status(201, body);
  }, { body: 'Person', response: { 201: 'Person' }, ...named('createPerson') })
  .patch('/people/:id', ({ params, body }) => saw({ ...params, ...body }), {
    params: t.Object({ id: t.Numeric() }),
    body: t.Partial(t.Object({ name: t.String(), nickname: t.Nullable(t.String()), age: t.Integer() })),
    response: 'Echo',
    ...named('patchPerson'),
  })
  .delete('/people/:id', ({ status }) => status(204), {
    params: t.Object({ id: t.Integer() }),
    response: { 204: t.Void() },
    ...named('deletePerson'),
  })
  .post('/pets', ({ body }) => body.reverse(), {
    body: t.Array(Pet), response: t.Array(Pet), ...named('reversePets'),
  })
  .post('/nodes', ({ body }) => {
    const turn = (node) => ({ ...node, ...(node.children && { children: node.children.map(turn).reverse() }) });
    return turn(body);
  }, { body: 'Node', response: 'Node', ...named('reverseNodes') })

  // Forms and files

  .post('/form', ({ body }) => saw(body), {
    parse: 'urlencoded',
    body: t.Object({ name: t.String(), ages: t.Optional(t.Array(t.String())), on: t.Optional(t.BooleanString()) }),
    response: 'Echo',
    ...named('sendForm'),
  })
  .post('/upload', async ({ body }) => saw({
    file: await hex(body.file), note: body.note, more: await Promise.all((body.more ?? []).map(hex)),
  }), {
    body: t.Object({ file: t.File(), note: t.Optional(t.String()), more: t.Optional(t.Files()) }),
    response: 'Echo',
    ...named('upload'),
  })
  .post('/text', ({ body }) => saw({ body }), {
    parse: 'text', body: t.String(), response: 'Echo', ...named('sendText'),
  })

  // Responses

  .get('/text', () => 'plain', { response: t.String(), ...named('getText') })
  .get('/file', ({ set }) => {
    set.headers['content-type'] = 'application/octet-stream';
    return new Response(new Uint8Array([0, 255, 7]), { headers: { 'content-type': 'application/octet-stream' } });
  }, { response: t.File(), ...named('getFile') })
  .get('/events', async function* () {
    for (const [number, word] of ['one', 'two'].entries()) {
      yield sse({ id: String(number), event: 'word', data: { number, word } });
    }
  }, named('followWords'))
  .get('/words', ({ query }) => {
    const start = query.after ?? 0;
    const words = ['a', 'b', 'c', 'd', 'e'].map((word, number) => ({ number, word })).slice(start, start + 2);
    return { items: words, next: start + 2 < 5 ? start + 2 : null };
  }, {
    query: t.Object({ after: t.Optional(t.Integer()) }),
    response: t.Object({ items: t.Array(Word), next: t.Nullable(t.Integer()) }),
    ...named('listWords'),
  })
  .get('/statuses/:status', ({ params, status }) => status(params.status, params.status === 200
    ? saw(params)
    : params.status === 202 ? { number: 1, word: 'later' } : { code: `E${params.status}`, message: `it is ${params.status}` }), {
    params: t.Object({ status: t.Numeric() }),
    response: { 200: 'Echo', 202: 'Word', 404: 'Problem', 409: 'Problem' },
    ...named('statuses'),
  })
  .get('/redirect', ({ redirect }) => redirect('/text'), named('goElsewhere', { responses: { 302: { description: 'Elsewhere' } } }))

  // Credentials

  .get('/secure/bearer', ({ headers }) => saw({ authorization: headers.authorization }), {
    response: 'Echo', ...named('useBearer', { security: [{ bearer: [] }] }),
  })
  .get('/secure/cookie', ({ cookie }) => saw({ sid: cookie.sid.value }), {
    response: 'Echo', ...named('useCookie', { security: [{ cookieKey: [] }] }),
  })
  .listen({ port: Number(process.env.PORT), hostname: '127.0.0.1' });
