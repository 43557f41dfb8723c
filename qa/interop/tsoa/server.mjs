// Writes the routes and the document of `controller.ts` with tsoa's own command, then serves both with Express.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import express from 'express';
import multer from 'multer';
import { generateSpecAndRoutes, ValidateError } from 'tsoa';
import ts from 'typescript';

const folder = import.meta.dirname;
process.chdir(folder);
await generateSpecAndRoutes({
  configuration: {
    entryFile: 'controller.ts',
    noImplicitAdditionalProperties: 'throw-on-extras',
    controllerPathGlobs: ['controller.ts'],
    spec: {
      outputDirectory: '.',
      specFileBaseName: 'document',
      specVersion: 3,
      name: 'tsoa',
      version: '1.0.0',
      securityDefinitions: {
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic' },
        key: { type: 'apiKey', in: 'query', name: 'key' },
      },
    },
    routes: { routesDir: '.', authenticationModule: './authentication.ts' },
    compilerOptions: { experimentalDecorators: true, esModuleInterop: true },
  },
});

for (const name of ['authentication', 'controller', 'routes']) {
  const { outputText } = ts.transpileModule(readFileSync(`${name}.ts`, 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, experimentalDecorators: true, esModuleInterop: true,
    },
  });
  writeFileSync(`${name}.js`, outputText);
}
const app = express();
app.use(express.json());
app.use(express.urlencoded({ extended: true }));
app.get('/openapi.json', (_, response) => response.sendFile(`${folder}/document.json`));
createRequire(import.meta.url)('./routes.js').RegisterRoutes(app, { multer: multer({ storage: multer.memoryStorage() }) });
// The form in which tsoa's manual answers with a validation error.
app.use((error, _request, response, next) => {
  if (!(error instanceof ValidateError)) return next(error);
  response.status(422).json({ message: 'Validation failed', details: error.fields });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
