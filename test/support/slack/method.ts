import { z } from 'zod';
import { refuse } from './refusal.ts';
import type { Token } from './tokens.ts';
import type { Fields } from './values.ts';

/** One method of the Web API: what it answers beside `ok: true`. Throws a Refusal. */
export type Method = (args: Fields, caller: Token) => Fields;
export type Methods = Readonly<Record<string, Method>>;

/** A method whose arguments have this form; anything else is invalid_arguments, told as Slack tells it. */
export function method<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (args: z.infer<z.ZodObject<Shape>>, caller: Token, all: Fields) => Fields,
): Method {
  const form = z.object(shape);
  return (args, caller) => {
    const parsed = form.safeParse(args);
    if (parsed.success) return run(parsed.data, caller, args);
    const messages = parsed.error.issues.map(
      ({ path, message }) => `[ERROR] ${message} [json-pointer:/${path.join('/')}]`,
    );
    return refuse('invalid_arguments', { response_metadata: { messages } });
  };
}
