import type { CallRecord, DeliveryRecord, Records, ViolationRecord } from './answers.ts';
import type { SandboxClock } from './clock.ts';

export type RecordKind = keyof Records;
type Unnumbered<T> = Omit<T, 'n' | 'at' | 'realAt'>;

/** What went to and fro between workspace and bot, numbered from 1 and never renumbered. */
export interface Journal {
  addCall(call: Unnumbered<CallRecord> & { startedMs: number }): void;
  addDelivery(delivery: Unnumbered<DeliveryRecord>): DeliveryRecord;
  finishDelivery(record: DeliveryRecord, outcome: { status: string; ackMs: number | null }): void;
  addViolation(violation: Unnumbered<ViolationRecord>): void;
  list(kind: RecordKind, since: number): readonly (CallRecord | DeliveryRecord | ViolationRecord)[];
  listen(listener: (kind: RecordKind, record: object) => void): () => void;
  clear(): void;
}

export const createJournal = (clock: SandboxClock): Journal => {
  const lists: Records = { call: [], delivery: [], violation: [] };
  const counts = { call: 0, delivery: 0, violation: 0 };
  const listeners = new Set<(kind: RecordKind, record: object) => void>();
  const tell = (kind: RecordKind, record: object) => {
    for (const listener of listeners) listener(kind, record);
  };
  const number = (kind: RecordKind) => {
    counts[kind] += 1;
    return counts[kind];
  };
  const instants = (machineMs = Date.now()) => ({
    at: new Date(machineMs + clock.offsetMs()).toISOString(),
    realAt: new Date(machineMs).toISOString(),
  });

  return {
    addCall({ startedMs, ...call }) {
      const record = { n: number('call'), ...instants(startedMs), ...call };
      lists.call.push(record);
      tell('call', record);
    },
    addDelivery(delivery) {
      const record = { n: number('delivery'), ...instants(), ...delivery };
      lists.delivery.push(record);
      tell('delivery', record);
      return record;
    },
    finishDelivery(record, outcome) {
      record.status = outcome.status;
      record.ackMs = outcome.ackMs;
      tell('delivery', record);
    },
    addViolation(violation) {
      const record = { n: number('violation'), at: instants().at, ...violation };
      lists.violation.push(record);
      tell('violation', record);
    },
    list: (kind, since) => lists[kind].filter((record) => record.n > since),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      for (const list of Object.values(lists)) list.length = 0;
    },
  };
};
