import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import { DeskError } from '../errors.ts';

/** At most so many problems of one file are listed. */
const PROBLEMS = 20;

/** A YAML or JSON file of a known form. Throws 'questions-invalid' with the path and what is wrong in it. */
export function readAs<T>(form: z.ZodType<T>, path: string): T {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new DeskError('questions-invalid', `${path} cannot be read: ${why}`, { cause });
  }
  const result = form.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, PROBLEMS).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new DeskError('questions-invalid', `${path} is not of the expected form:`, { problems });
}
