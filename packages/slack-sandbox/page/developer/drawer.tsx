import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CallRecord, DeliveryRecord, ViolationRecord } from '../../src/answers.ts';
import { useWorkspaceZone } from '../clock/clock.tsx';
import { useSandbox } from '../live/sandbox.ts';
import { momentIn } from '../time.ts';
import { Faults } from './faults.tsx';

interface RowProps {
  n: number;
  at: string;
  what: string;
  outcome: ComponentChildren;
  isBad: boolean;
  detail: unknown;
}

/** One record; its payload is written out when it is opened. */
const Row = ({ at, what, outcome, isBad, detail }: RowProps) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class={isBad ? 'record is-bad' : 'record'}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <time dateTime={at}>{momentIn(Date.parse(at), useWorkspaceZone())}</time> <strong>{what}</strong>{' '}
        <span>{outcome}</span>
      </summary>
      {isOpen && <pre>{JSON.stringify(detail, undefined, 2)}</pre>}
    </details>
  );
};

const rowOfCall = ({ n, at, method, args, ok, error, fault, ms }: CallRecord): RowProps => ({
  n,
  at,
  what: method,
  outcome: `${ok ? 'ok' : error} in ${Math.round(ms)} ms${fault ? `, fault: ${fault}` : ''}`,
  isBad: !ok,
  detail: args,
});

const rowOfDelivery = ({ n, at, kind, type, ackMs, status, retry, payload }: DeliveryRecord): RowProps => ({
  n,
  at,
  what: `${kind} ${type}`,
  outcome: `${status}${ackMs === null ? '' : `, acknowledged in ${Math.round(ackMs)} ms`}${retry ? `, retry ${retry}` : ''}`,
  isBad: !['ok', 'pending', 'not_sent', 'held'].includes(status),
  detail: payload,
});

const rowOfViolation = ({ n, at, rule, method, what }: ViolationRecord): RowProps => ({
  n,
  at,
  what: `${rule}${method ? ` in ${method}` : ''}`,
  outcome: what,
  isBad: true,
  detail: { rule, method, what },
});

const Rows = ({ rows, empty }: { rows: RowProps[]; empty: string }) =>
  rows.length === 0 ? (
    <p class="empty">{empty}</p>
  ) : (
    <div>
      {rows.toReversed().map((row) => (
        <Row key={row.n} {...row} />
      ))}
    </div>
  );

/** What went to and fro between Slack and the bot, and what may go wrong; always at hand, seldom in the way. */
export const Drawer = () => {
  const { records } = useSandbox();
  const [tab, setTab] = useState('Calls');
  const [isOpen, setOpen] = useState(false);
  const { call, delivery, violation } = records;
  const broken = violation.length;
  const tabs: { [name: string]: () => ComponentChildren } = {
    Calls: () => <Rows rows={call.map(rowOfCall)} empty="The bot has called nothing yet." />,
    Deliveries: () => <Rows rows={delivery.map(rowOfDelivery)} empty="Nothing was sent to the bot yet." />,
    Violations: () => (
      <Rows rows={violation.map(rowOfViolation)} empty="The bot has kept to all of Slack's rules." />
    ),
    Faults: () => <Faults />,
  };
  return (
    <details class="developer" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Developer{' '}
        <small>
          {call.at(-1)?.n ?? 0} calls · {delivery.at(-1)?.n ?? 0} deliveries
        </small>{' '}
        <span class={broken ? 'is-bad' : ''} title="Of Slack's rules, by the bot">
          {broken} {broken === 1 ? 'violation' : 'violations'}
        </span>
      </summary>
      {isOpen && (
        <>
          <div class="tabs">
            {Object.keys(tabs).map((name) => (
              <button key={name} type="button" aria-pressed={name === tab} onClick={() => setTab(name)}>
                {name}
              </button>
            ))}
          </div>
          <section class="records" aria-label={tab}>
            {tabs[tab]?.()}
          </section>
        </>
      )}
    </details>
  );
};
