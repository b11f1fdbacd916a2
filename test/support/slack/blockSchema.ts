import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import type { Problem } from './problems.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf } from './values.ts';

export type BlockSchema = (block: unknown, pointer: string) => Problem[];

const require = createRequire(import.meta.url);
/** Bolt brings the types along; they are no dependency of our own. */
const TYPES = createRequire(require.resolve('@slack/bolt')).resolve('@slack/types/package.json');

function versionOf(packageFile: string): string {
  return textOf(fieldsOf(JSON.parse(readFileSync(packageFile, 'utf8'))).version);
}

/** The JSON schema of every block, made from the type declarations of the installed `@slack/types`. Takes seconds. */
export async function generateSchema(): Promise<Fields> {
  const { createGenerator } = await import('ts-json-schema-generator');
  const path = join(dirname(TYPES), 'dist/index.d.ts');
  return { ...createGenerator({ path, type: 'KnownBlock', skipTypeCheck: true }).createSchema('KnownBlock') };
}

/** Every test file has its own modules, so a variable alone would generate once a file. */
export function cacheFile(): string {
  const generator = require.resolve('ts-json-schema-generator/package.json');
  const name = `slack-types-${versionOf(TYPES)}-generator-${versionOf(generator)}.json`;
  return join(dirname(dirname(generator)), '.cache/connect-desk', name);
}

async function cachedSchema(): Promise<Fields> {
  const file = cacheFile();
  try {
    return fieldsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    const schema = await generateSchema();
    mkdirSync(dirname(file), { recursive: true });
    // Another worker may write at the same moment: each writes a file of its own and puts it in place whole.
    const own = `${file}.${process.pid}`;
    writeFileSync(own, JSON.stringify(schema));
    renameSync(own, file);
    return schema;
  }
}

/** The `type` that a definition is for, `section` for SectionBlock. */
function typeConst(definition: unknown): string {
  const fields = fieldsOf(definition);
  const shape = fields.properties === undefined ? fieldsOf(listOf(fields.anyOf)[0]) : fields;
  return textOf(fieldsOf(fieldsOf(shape.properties).type).const);
}

/** In a union every other member complains too; only the complaints of the member that was meant are of use. */
function isMeant(error: ErrorObject): boolean {
  if (error.keyword === 'anyOf' || error.keyword === 'const') return false;
  const wanted = typeConst(error.parentSchema);
  return wanted === '' || (isFields(error.data) && error.data.type === wanted);
}

function wording(error: ErrorObject): string {
  if (error.keyword === 'required') return `missing required field: ${error.params.missingProperty}`;
  if (error.keyword === 'additionalProperties')
    return `invalid additional property: ${error.params.additionalProperty}`;
  return error.message ?? error.keyword;
}

/** Never empty for a block that fails: what cannot be told apart is told as a whole. */
function toProblems(errors: readonly ErrorObject[], pointer: string): Problem[] {
  const at = (error: ErrorObject) => pointer + error.instancePath;
  const meant = errors.filter(isMeant).map((error) => ({ pointer: at(error), message: wording(error) }));
  if (meant.length > 0) return meant;
  const types = errors.filter((error) => error.keyword === 'const');
  if (types.length > 0)
    return types.map((error) => ({ pointer: at(error), message: `unsupported type: ${error.data}` }));
  return errors.map((error) => ({ pointer: at(error), message: wording(error) }));
}

function unique(problems: Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.pointer + problem.message, problem])).values()];
}

export function compileSchema(schema: Fields): BlockSchema {
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
  ajv.addSchema(schema, 'blocks');
  const names = new Map<unknown, string>();
  const definitions = fieldsOf(schema.definitions);
  for (const member of listOf(fieldsOf(definitions.KnownBlock).anyOf)) {
    const name = textOf(fieldsOf(member).$ref).replace('#/definitions/', '');
    names.set(typeConst(definitions[name]), name);
  }
  return (block, pointer) => {
    const type = fieldsOf(block).type;
    const name = names.get(type);
    const validate = name === undefined ? undefined : ajv.getSchema(`blocks#/definitions/${name}`);
    if (validate === undefined) return [{ pointer: `${pointer}/type`, message: `unsupported type: ${type}` }];
    return validate(block) ? [] : unique(toProblems(validate.errors ?? [], pointer));
  };
}

let opened: Promise<BlockSchema> | undefined;

/** One a process, or one a test file under a test runner that keeps modules apart. */
export function openBlockSchema(): Promise<BlockSchema> {
  opened ??= cachedSchema().then(compileSchema);
  return opened;
}
