/** The field in which one writes, or what stands in its place. */
export const focusComposer = (around: ParentNode | null = document): void => {
  const field = around?.querySelector<HTMLElement>('.composer textarea, .outside button');
  if (field) field.focus();
  else document.querySelector<HTMLElement>('main')?.focus();
};
