import { z } from 'zod';

/** A section of desk.yaml. Every line may be left out; a section without lines is null in YAML. */
export function section<Form extends z.ZodRawShape>(name: string, form: Form) {
  const strict = z.strictObject(form, {
    error: (issue) =>
      issue.code === 'invalid_type'
        ? `must hold lines of its own, for example the one in desk.yaml below ${name}:`
        : undefined,
  });
  return z.preprocess((value) => value ?? {}, strict).prefault({});
}

export function span(example: number) {
  const error = `must be a number above 0, for example ${example}`;
  return z.number({ error }).positive(error).default(example);
}

export function flag(standard: boolean) {
  return z.boolean({ error: `must be true or false, for example ${standard}` }).default(standard);
}

/** Ids of one form, as many as there are; a list without lines is null in YAML. */
export function ids(form: RegExp, what: string, example: string) {
  const error = `must be ${what}, for example ${example}`;
  const list = z.array(z.string({ error }).regex(form, error), { error: `must be a list, for example [${example}]` });
  return z.preprocess((value) => value ?? [], list).prefault([]);
}
