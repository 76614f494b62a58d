import { useState } from 'preact/hooks';

let given = 0;

/** Preact's own useId gives one id twice where parts of the page appear later than others. */
export const useUniqueId = (): string => {
  const [id] = useState(() => {
    given += 1;
    return `id-${given}`;
  });
  return id;
};
