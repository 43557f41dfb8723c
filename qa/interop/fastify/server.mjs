// What Fastify makes of parameters, bodies, files, events, credentials and errors. Handlers answer with what they saw.

import Fastify from 'fastify';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';

const app = Fastify();

await app.register(swagger, {
  openapi: {
    openapi: '3.0.3',
    info: { title: 'Fastify', version: '1.0.0' },
    components: {
      securitySchemes: {
        headerKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
        queryKey: { type: 'apiKey', in: 'query', name: 'key' },
        cookieKey: { type: 'apiKey', in: 'cookie', name: 'sid' },
        basic: { type: 'http', scheme: 'basic' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  },
  refResolver: { buildLocalReference: (json, _base, _fragment, i) => json.$id || `def-${i}` },
});
await app.register(cookie);
await app.register(formbody);
await app.register(multipart, { attachFieldsToBody: true });

// What the server saw, as JSON.
app.addSchema({
  $id: 'Echo',
  type: 'object',
  required: ['saw'],
  properties: { saw: { type: 'object', additionalProperties: { type: 'string' } } },
});
app.addSchema({
  $id: 'Person',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1 },
    nickname: { type: 'string', nullable: true },
    born: { type: 'string', format: 'date' },
    seen: { type: 'string', format: 'date-time' },
    balance: { type: 'number' },
    address: { $ref: 'Address#' },
    labels: { type: 'object', additionalProperties: { type: 'integer' } },
    friends: { type: 'array', items: { $ref: 'Person#' } },
  },
});
app.addSchema({
  $id: 'Address',
  type: 'object',
  required: ['street'],
  properties: { street: { type: 'string' }, lines: { type: 'array', items: { type: 'string' } } },
});
app.addSchema({
  $id: 'Problem',
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'string' }, message: { type: 'string' } },
});
app.addSchema({
  $id: 'Word',
  type: 'object',
  required: ['number', 'word'],
  properties: { number: { type: 'integer' }, word: { type: 'string' } },
});

const echo = { 200: { description: 'What the server saw', $ref: 'Echo#' } };
const saw = (values) => ({
  saw: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value ?? null)])),
});

await app.register(async (app) => {
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());

  // Parameters

  app.get('/path/:text/:number/:color', {
    schema: {
      operationId: 'pathParameters',
      params: {
        type: 'object',
        required: ['text', 'number', 'color'],
        properties: {
          text: { type: 'string' },
          number: { type: 'integer' },
          color: { type: 'string', enum: ['red', 'dark blue'] },
        },
      },
      response: echo,
    },
  }, (request) => saw(request.params));

  app.get('/query', {
    schema: {
      operationId: 'queryParameters',
      querystring: {
        type: 'object',
        required: ['text'],
        properties: {
          text: { type: 'string' },
          count: { type: 'integer', default: 10, minimum: 1 },
          ratio: { type: 'number' },
          on: { type: 'boolean' },
          day: { type: 'string', format: 'date' },
          at: { type: 'string', format: 'date-time' },
          level: { type: 'integer', enum: [1, 2] },
          sort: { type: 'string', enum: ['asc', 'desc'] },
          tags: { type: 'array', items: { type: 'string' } },
          ids: { type: 'array', items: { type: 'number' } },
        },
      },
      response: echo,
    },
  }, (request) => saw(request.query));

  app.get('/headers', {
    schema: {
      operationId: 'headerParameters',
      headers: {
        type: 'object',
        required: ['x-token'],
        properties: { 'x-token': { type: 'string' }, 'x-count': { type: 'integer' } },
      },
      response: echo,
    },
  }, (request) => saw({ token: request.headers['x-token'], count: request.headers['x-count'] }));

  // JSON bodies

  app.post('/people', {
    schema: {
      operationId: 'createPerson',
      body: { $ref: 'Person#' },
      response: {
        201: {
          description: 'Created',
          headers: { 'X-Fields': { type: 'string' }, 'X-Count': { type: 'integer' } },
          $ref: 'Person#',
        },
      },
    },
  }, (request, reply) => {
    const fields = Object.keys(request.body).sort();
    return reply.code(201).header('X-Fields', fields.join(',')).header('X-Count', fields.length).send(request.body);
  });

  app.patch('/people/:id', {
    schema: {
      operationId: 'patchPerson',
      params: { type: 'object', required: ['id'], properties: { id: { type: 'number' } } },
      body: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          nickname: { type: 'string', nullable: true },
          age: { type: 'integer', nullable: true },
        },
      },
      response: echo,
    },
  }, (request) => saw({ id: request.params.id, ...request.body }));

  app.delete('/people/:id', {
    schema: {
      operationId: 'deletePerson',
      params: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
      response: { 204: { type: 'null', description: 'Deleted' } },
    },
  }, (_request, reply) => reply.code(204).send());

  app.post('/pets', {
    schema: {
      operationId: 'createPet',
      body: {
        type: 'object',
        discriminator: { propertyName: 'kind' },
        required: ['kind'],
        oneOf: [
          { title: 'Cat', type: 'object', required: ['meows'], properties: { kind: { const: 'cat' }, meows: { type: 'integer' } } },
          { title: 'Dog', type: 'object', required: ['barks'], properties: { kind: { const: 'dog' }, barks: { type: 'number' } } },
        ],
      },
      response: echo,
    },
    validatorCompiler: () => () => true,
  }, (request) => saw(request.body));

  app.post('/places', {
    schema: {
      operationId: 'createPlace',
      body: {
        type: 'object',
        required: ['position'],
        properties: {
          position: { type: 'array', items: [{ type: 'number' }, { type: 'number' }], minItems: 2, additionalItems: false },
        },
      },
      response: echo,
    },
  }, (request) => saw(request.body));

  // Forms and files

  app.post('/form', {
    schema: {
      operationId: 'sendForm',
      consumes: ['application/x-www-form-urlencoded'],
      body: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          ages: { type: 'array', items: { type: 'integer' } },
          on: { type: 'boolean' },
        },
      },
      response: echo,
    },
  }, (request) => saw(request.body));

  const shown = async (file) => file && [file.filename, file.mimetype, (await file.toBuffer()).toString('hex')];
  const upload = (operationId, properties, required) => ({
    schema: {
      operationId,
      consumes: ['multipart/form-data'],
      body: { type: 'object', required, properties },
      response: echo,
    },
    validatorCompiler: () => () => true,
  });
  app.post('/upload', upload('upload', { file: { type: 'string', format: 'binary' }, note: { type: 'string' } }, ['file']),
    async (request) => saw({ file: await shown(request.body.file), note: request.body.note?.value }));
  app.post('/upload/many', upload('uploadMany', { files: { type: 'array', items: { type: 'string', format: 'binary' } } }, ['files']),
    async (request) => saw({ files: await Promise.all([request.body.files].flat().map(shown)) }));
  app.post('/upload/json', upload('uploadWithJson', {
    file: { type: 'string', format: 'binary' },
    about: { type: 'object', required: ['title'], properties: { title: { type: 'string' }, stars: { type: 'integer' } } },
  }, ['file', 'about']), async (request) => {
    const about = request.body.about;
    return saw({ file: await shown(request.body.file), mimetype: about.mimetype, about: about.value });
  });

  // Responses

  app.get('/text', { schema: { operationId: 'getText', response: { 200: { type: 'string', description: 'A text' } } } },
    (_request, reply) => reply.type('text/plain').send('plain "text"'));
  app.get('/declared-text', {
    schema: {
      operationId: 'getDeclaredText',
      produces: ['text/plain'],
      response: { 200: { type: 'string', description: 'A text' } },
    },
  }, (_request, reply) => reply.type('text/plain').send('plain'));
  app.get('/number', { schema: { operationId: 'getNumber', response: { 200: { type: 'number', description: 'A number' } } } },
    (_request, reply) => reply.send(42));
  app.get('/redirect', { schema: { operationId: 'redirect', response: { 302: { type: 'null', description: 'Elsewhere' } } } },
    (_request, reply) => reply.redirect('/text'));
  app.get('/undeclared', { schema: { operationId: 'undeclared' } }, () => ({ a: [1] }));
  app.get('/statuses/:status', {
    schema: {
      operationId: 'getStatus',
      params: { type: 'object', required: ['status'], properties: { status: { type: 'integer' } } },
      response: {
        200: { description: 'A person', $ref: 'Person#' },
        202: { description: 'Later', $ref: 'Echo#' },
        404: { description: 'None', $ref: 'Problem#' },
        '5xx': { description: 'Broken', $ref: 'Problem#' },
      },
    },
  }, (request, reply) => {
    const status = request.params.status;
    const bodies = { 200: { name: 'Anna' }, 202: saw({ status }) };
    return reply.code(status).send(bodies[status] ?? { code: `E${status}`, message: `it is ${status}` });
  });
  app.get('/events', {
    schema: {
      operationId: 'followWords',
      produces: ['text/event-stream'],
      response: { 200: { description: 'Words', $ref: 'Word#' } },
    },
  }, (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const [number, word] of ['one', 'two'].entries()) {
      reply.raw.write(`data: ${JSON.stringify({ number, word })}\n\n`);
    }
    reply.raw.end();
  });
  app.get('/words', {
    schema: {
      operationId: 'listWords',
      querystring: {
        type: 'object',
        properties: { cursor: { type: 'string' }, limit: { type: 'integer', default: 2 } },
      },
      response: {
        200: {
          description: 'A page',
          type: 'object',
          required: ['items', 'next_cursor'],
          properties: { items: { type: 'array', items: { $ref: 'Word#' } }, next_cursor: { type: 'string', nullable: true } },
        },
      },
    },
  }, (request) => {
    const start = Number(request.query.cursor ?? 0);
    const end = start + request.query.limit;
    const every = ['a', 'b', 'c', 'd', 'e'].map((word, number) => ({ number, word }));
    return { items: every.slice(start, end), next_cursor: end < every.length ? String(end) : null };
  });

  // Credentials

  const secure = (operationId, scheme, key) =>
    app.get(`/secure/${scheme}`, { schema: { operationId, security: [{ [scheme]: [] }], response: echo } },
      (request) => saw({ key: key(request) }));
  secure('useHeader', 'headerKey', (request) => request.headers['x-key']);
  secure('useQuery', 'queryKey', (request) => request.query.key);
  secure('useCookie', 'cookieKey', (request) => request.cookies.sid);
  secure('useBasic', 'basic', (request) => request.headers.authorization);
  secure('useBearer', 'bearer', (request) => request.headers.authorization);
});

await app.ready();
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
