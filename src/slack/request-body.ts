const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether a request has the shape that Bolt's receivers rely on without a look: they throw where nobody catches. What
 * lies deeper Bolt reads where its errors are caught, and nothing that Slack may send one day is turned away here.
 */
export const isRequestBody = (body: unknown): body is Record<string, unknown> =>
  isObject(body) && (body.event === undefined || isObject(body.event));
