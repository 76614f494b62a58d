/** How Slack writes what is put into pickers and number inputs. */

export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(text);
};

export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

export const isNumber = (text: string): boolean => /^-?(\d+(\.\d+)?|\.\d+)$/.test(text);

/** Seconds since 1970, of ten digits. */
export const isInstant = (value: unknown): boolean =>
  Number.isInteger(value) && /^\d{10}$/.test(String(value));
