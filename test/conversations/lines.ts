/** Lines that come in, handed out one by one; what asks before there is one waits. */
export interface Lines {
  push(line: string): void;
  /** Rejects when the lines have ended. */
  next(): Promise<string>;
  end(reason: string): void;
}

export function createLines(): Lines {
  const waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  const lines: string[] = [];
  let ended: string | null = null;
  return {
    push: (line) => {
      const first = waiting.shift();
      if (first) first.resolve(line);
      else lines.push(line);
    },
    next: () => {
      const line = lines.shift();
      if (line !== undefined) return Promise.resolve(line);
      if (ended !== null) return Promise.reject(new Error(ended));
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    end: (reason) => {
      ended = reason;
      for (const each of waiting.splice(0)) each.reject(new Error(reason));
    },
  };
}
