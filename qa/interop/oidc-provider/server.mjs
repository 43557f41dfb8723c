// An authorization server, and an API that accepts its tokens: client credentials, refresh tokens that rotate, errors.

import http from 'node:http';
import { Provider } from 'oidc-provider';

const port = Number(process.env.PORT);
const issuer = `http://127.0.0.1:${port}`;

const client = (client_id, token_endpoint_auth_method) => ({
  client_id,
  client_secret: 'secret with spaces & signs: %+/=',
  token_endpoint_auth_method,
  grant_types: ['client_credentials', 'refresh_token', 'authorization_code'],
  redirect_uris: ['https://app.example.com/callback'],
  response_types: ['code'],
});

const provider = new Provider(issuer, {
  clients: [client('by:basic', 'client_secret_basic'), client('by-post', 'client_secret_post')],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
  },
  scopes: ['openid', 'offline_access', 'orders:read', 'orders:write'],
  ttl: { AccessToken: 3600, ClientCredentials: 3600, RefreshToken: 86400, Grant: 86400 },
  rotateRefreshToken: true,
  findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
});

// The tokens that were issued, in their order.
const issued = [];
provider.on('client_credentials.saved', (token) => issued.push(token));
provider.on('access_token.saved', (token) => issued.push(token));

const document = {
  openapi: '3.1.0',
  info: { title: 'oidc-provider', version: '1.0.0' },
  servers: [{ url: issuer }],
  paths: {
    '/me': {
      get: {
        operationId: 'getMe',
        security: [{ oauth: [] }],
        responses: {
          200: {
            description: 'Whose token it is.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Me' } } },
          },
        },
      },
    },
    '/revoke': {
      post: {
        operationId: 'revokeTokens',
        responses: { 204: { description: 'All access tokens are revoked.' } },
      },
    },
    '/refresh-token': {
      post: {
        operationId: 'createRefreshToken',
        responses: {
          200: {
            description: 'A refresh token, as after a user signed in.',
            content: { 'application/json': { schema: { type: 'string' } } },
          },
        },
      },
    },
    '/issued': {
      get: {
        operationId: 'countTokens',
        responses: {
          200: {
            description: 'How many access tokens were issued.',
            content: { 'application/json': { schema: { type: 'integer' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Me: {
        type: 'object',
        required: ['client'],
        properties: { client: { type: 'string' }, account: { type: 'string' }, scope: { type: 'string' } },
      },
    },
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: `${issuer}/token`,
            scopes: { 'orders:read': 'Reads orders.', 'orders:write': 'Writes orders.' },
          },
          authorizationCode: { authorizationUrl: `${issuer}/auth`, tokenUrl: '/token', scopes: {} },
        },
      },
    },
  },
};

async function createRefreshToken() {
  const found = await provider.Client.find('by:basic');
  const grant = new provider.Grant({ accountId: 'anna', clientId: found.clientId });
  const scope = 'openid offline_access orders:read';
  grant.addOIDCScope(scope);
  const grantId = await grant.save();
  const token = new provider.RefreshToken({
    accountId: 'anna', client: found, grantId, scope, gty: 'authorization_code', rotations: 0,
  });
  return token.save();
}

async function find(request) {
  const value = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  return (await provider.ClientCredentials.find(value)) ?? (await provider.AccessToken.find(value));
}

const answers = {
  'GET /openapi.json': () => [200, document],
  'GET /me': async (request) => {
    const token = await find(request);
    if (!token) return [401, { error: 'invalid_token' }];
    return [200, { client: token.clientId, account: token.accountId, scope: token.scope }];
  },
  'POST /revoke': async () => {
    for (const token of issued) await token.destroy();
    return [204];
  },
  'POST /refresh-token': async () => [200, await createRefreshToken()],
  'GET /issued': () => [200, issued.length],
};

const authorize = provider.callback();
http.createServer(async (request, response) => {
  const answer = answers[`${request.method} ${request.url}`];
  if (!answer) return authorize(request, response);
  const [status, body] = await answer(request);
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' });
  return response.end(body === undefined ? undefined : JSON.stringify(body));
}).listen(port, '127.0.0.1');
