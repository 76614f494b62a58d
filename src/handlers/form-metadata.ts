import { z } from 'zod';

/** What travels with a form, from when it is opened until it is submitted. */
export interface FormMetadata<T> {
  write(value: T): string;
  /** Undefined when it is broken, or of a form that is no longer known. */
  read(metadata: string): T | undefined;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const formMetadata = <S extends z.ZodObject>(schema: S): FormMetadata<z.infer<S>> => ({
  write: (value) => JSON.stringify(value),
  read: (metadata) => schema.safeParse(parsed(metadata)).data,
});

/** The address by which whoever opened a form is answered alone. */
export const responseUrl = z.string().optional();
