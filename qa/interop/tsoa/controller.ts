// What tsoa makes of parameters, bodies, files, events, credentials and errors. Handlers answer with what they saw.

import { Readable } from 'node:stream';
import {
  Body, Consumes, Controller, Delete, FormField, Get, Header, Middlewares, Patch, Path, Post, Produces, Put, Queries, Query,
  Request, Response, Res, Route, Security, SuccessResponse, TsoaResponse, UploadedFile, UploadedFiles,
} from 'tsoa';

interface Echo {
  saw: Record<string, string>;
}

type Color = 'red' | 'dark blue';

enum Level {
  Low = 1,
  High = 2,
}

interface Problem {
  code: string;
  message: string;
}

interface Address {
  street: string;
  lines?: string[];
}

interface Person {
  /** @minLength 1 */
  name: string;
  /** @isInt */
  age?: number;
  nickname?: string | null;
  born?: Date;
  balance?: number;
  address?: Address;
  labels?: Record<string, number>;
  position?: number[];
  friends?: Person[];
  anything?: unknown;
  color?: Color;
  level?: Level;
  either?: string | number;
}

interface Cat {
  kind: 'cat';
  /** @isInt */
  meows: number;
}

interface Dog {
  kind: 'dog';
  barks: number;
}

type Pet = Cat | Dog;

interface Word {
  /** @isInt */
  number: number;
  word: string;
}

interface Page<T> {
  items: T[];
  /** @isInt */
  total: number;
}

interface Filter {
  text: string;
  /** @isInt */
  count?: number;
  ratio?: number;
  on?: boolean;
  at?: Date;
  color?: Color;
  level?: Level;
  tags?: string[];
}

interface ValidateErrorBody {
  message: 'Validation failed';
  details: Record<string, { message: string; value?: unknown }>;
}

const saw = (values: Record<string, unknown>): Echo => ({
  saw: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value ?? null)])),
});
const hex = (file: Express.Multer.File) => [file.originalname, file.mimetype, file.buffer.toString('hex')];

@Route()
export class Everything extends Controller {
  // Parameters

  /** @isInt number */
  @Get('path/{text}/{number}/{color}/{day}')
  pathParameters(@Path() text: string, @Path() number: number, @Path() color: Color, @Path() day: Date): Echo {
    return saw({ text, number, color, day });
  }

  @Get('query')
  @Response<ValidateErrorBody>(422, 'Validation failed')
  queryParameters(@Queries() filter: Filter): Echo {
    return saw({ ...filter });
  }

  /** @isInt count */
  @Get('headers')
  headerParameters(@Header('X-Token') token: string, @Header('X-Count') count?: number): Echo {
    return saw({ token, count });
  }

  // JSON bodies

  @Post('people')
  @SuccessResponse(201, 'Created')
  @Response<ValidateErrorBody>(422, 'Validation failed')
  createPerson(@Body() person: Person): Person {
    this.setStatus(201);
    return person;
  }

  @Get('counted')
  counted(@Res() ok: TsoaResponse<200, Echo, { 'X-Count': number }>): void {
    ok(200, saw({}), { 'X-Count': 7 });
  }

  /** @isInt id */
  @Patch('people/{id}')
  patchPerson(@Path() id: number, @Body() patch: Partial<Person>): Echo {
    return saw({ id, ...patch });
  }

  /** @isInt id */
  @Delete('people/{id}')
  deletePerson(@Path() id: number): void {}

  @Post('pets')
  reversePets(@Body() pets: Pet[]): Pet[] {
    return pets.reverse();
  }

  // Forms and files

  @Post('form')
  @Consumes('application/x-www-form-urlencoded')
  sendForm(@Body() body: { name: string; ages?: number[]; on?: boolean }): Echo {
    return saw({ ...body });
  }

  @Post('upload')
  upload(@UploadedFile() file: Express.Multer.File, @FormField() note?: string): Echo {
    return saw({ file: hex(file), note });
  }

  @Post('upload/many')
  uploadMany(@UploadedFiles() files: Express.Multer.File[], @FormField() notes: string[]): Echo {
    return saw({ files: files.map(hex), notes });
  }

  // Responses

  @Get('text')
  @Produces('text/plain')
  getText(): string {
    this.setHeader('content-type', 'text/plain');
    return 'plain';
  }

  @Get('file')
  @Produces('application/octet-stream')
  getFile(): Readable {
    this.setHeader('content-type', 'application/octet-stream');
    return Readable.from([Buffer.from([0, 255, 7])]);
  }

  @Get('events')
  @Produces('text/event-stream')
  @SuccessResponse(200, 'Words')
  followWords(@Request() request: any): Promise<Word> {
    const response = request.res;
    response.setHeader('content-type', 'text/event-stream');
    ['one', 'two'].forEach((word, number) => {
      response.write(`id: ${number}\nevent: word\ndata: ${JSON.stringify({ number, word })}\n\n`);
    });
    response.end();
    return new Promise(() => {});
  }

  /**
   * @isInt offset
   * @isInt limit
   */
  @Get('words')
  listWords(@Query() offset = 0, @Query() limit = 2): Page<Word> {
    const words = ['a', 'b', 'c', 'd', 'e'].map((word, number) => ({ number, word }));
    return { items: words.slice(offset, offset + limit), total: words.length };
  }

  /** @isInt status */
  @Get('statuses/{status}')
  statuses(
    @Path() status: number,
    @Res() accepted: TsoaResponse<202, Word>,
    @Res() missing: TsoaResponse<404, Problem>,
    @Res() teapot: TsoaResponse<418, Problem>,
  ): Echo | undefined {
    if (status === 202) return accepted(202, { number: 1, word: 'later' });
    if (status === 404) return missing(404, { code: 'E404', message: 'it is missing' });
    if (status === 418) return teapot(418, { code: 'E418', message: 'it is short and stout' });
    return saw({ status });
  }

  @Get('redirect')
  @SuccessResponse(302, 'Elsewhere')
  goElsewhere(): void {
    this.setStatus(302);
    this.setHeader('location', '/text');
  }

  // Credentials

  @Get('secure/bearer')
  @Security('bearer')
  useBearer(@Request() request: any): Echo {
    return saw({ authorization: request.headers.authorization });
  }

  @Get('secure/both')
  @Security({ key: [], basic: [] })
  useBoth(@Request() request: any): Echo {
    return saw({ key: request.query.key, authorization: request.headers.authorization });
  }
}
