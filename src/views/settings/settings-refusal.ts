/** Beside a field, for whoever was a manager when they opened the form. */
export const noLongerManager =
  'Nothing is saved: you are no manager any more. Copy what you typed, and ask somebody who is one.';
