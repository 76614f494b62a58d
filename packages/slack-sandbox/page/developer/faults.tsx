import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';

interface Fault {
  label: string;
  about: string;
  path: 'faults' | 'delivery' | 'bot' | 'reset';
  body: object;
}

const faults: Fault[] = [
  {
    label: 'Rate limit',
    about: 'Slack answers the next 3 calls with 429, to come back in 5 s',
    path: 'faults',
    body: { method: '*', kind: 'rate-limit', times: 3, retryAfterS: 5 },
  },
  {
    label: 'Outage',
    about: 'The next 10 calls fail with HTTP 500',
    path: 'faults',
    body: { method: '*', kind: 'http-500', times: 10 },
  },
  {
    label: 'Slow',
    about: 'The next 5 calls take 4 s each',
    path: 'faults',
    body: { method: '*', kind: 'slow', times: 5, ms: 4000 },
  },
  {
    label: 'Lost answers',
    about: 'Slack takes the next 3 calls, and the connection dies',
    path: 'faults',
    body: { method: '*', kind: 'drop-after', times: 3 },
  },
  {
    label: 'Doubled and shuffled',
    about: 'Events reach the bot twice and out of order',
    path: 'delivery',
    body: { duplicate: true, shuffle: true },
  },
  { label: 'Kill the bot', about: 'As a crash would', path: 'bot', body: { action: 'kill' } },
  { label: 'Start the bot', about: 'After it was killed', path: 'bot', body: { action: 'start' } },
  { label: 'New workspace', about: 'Forgets everything, the database included', path: 'reset', body: {} },
];

/** What can go wrong, on demand. */
export const Faults = () => {
  const { attempt } = useSandbox();
  const cause = ({ path, body }: Fault) => attempt(() => act(path, body));
  const mend = () =>
    attempt(async () => {
      await act('faults', []);
      await act('delivery', {});
    });
  return (
    <ul class="faults">
      {faults.map((fault) => (
        <li key={fault.label}>
          <button type="button" onClick={() => void cause(fault)}>
            {fault.label}
          </button>
          <small>{fault.about}</small>
        </li>
      ))}
      <li>
        <button type="button" class="primary" onClick={() => void mend()}>
          All well again
        </button>
        <small>No faults, and plain delivery</small>
      </li>
    </ul>
  );
};
