import { parentPort } from 'node:worker_threads';
import type { CertificateWords } from './certificate-words.ts';

export interface ToWorker {
  id: number;
  words: CertificateWords;
}

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'unable'; why: string }
  | { kind: 'drawn'; id: number; picture: Uint8Array }
  | { kind: 'failed'; id: number; why: string };

const say = (message: FromWorker): void => parentPort?.postMessage(message);
const whyOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const start = async (): Promise<void> => {
  const { drawCertificate } = await import('./certificate-picture.ts');
  parentPort?.on('message', ({ id, words }: ToWorker) => {
    drawCertificate(words).then(
      (picture) => say({ kind: 'drawn', id, picture }),
      (error: unknown) => say({ kind: 'failed', id, why: whyOf(error) }),
    );
  });
  say({ kind: 'ready' });
};

// What draws comes in parts for each platform, which not every platform has.
start().catch((error: unknown) => say({ kind: 'unable', why: whyOf(error) }));
