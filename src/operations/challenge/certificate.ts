import { createHmac, randomBytes } from 'node:crypto';
import type { Deps, Process } from '../../deps.ts';
import { isAllDone, runDays } from '../../domain/challenge.ts';
import { nameForCustomers } from '../../domain/workspace.ts';
import { type ParticipantDocument, participantOf, type Seat } from '../../models/participant.ts';
import type { CertificateWords } from '../../picture/certificate-words.ts';
import { daysInWords } from '../../views/challenge/challenge-words.ts';
import { linkTokenHash } from '../link-token.ts';
import { type Challenge, type ChallengeDeps, findChallenge, packDayOf } from './challenge.ts';

type LinkDeps = Pick<Deps, 'store' | 'publicUrl' | 'pictures'>;

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/**
 * The token is worked out of the workspace's secret, so that a certificate that is shown anew has the address that it had,
 * and found by its hash alone. Whoever has the whole database could work it out as well: a certificate tells nothing that
 * is not there.
 */
const tokenOf = (secret: string, { runId, userId }: Seat): string =>
  createHmac('sha256', secret)
    .update(`certificate:${runId}:${userId}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

/** Where the picture of somebody's certificate is; undefined where there are no pages or no pictures. */
export const certificateUrl = async (
  { store, publicUrl, pictures }: LinkDeps,
  seat: Seat,
): Promise<string | undefined> => {
  if (publicUrl === undefined || !(await pictures.areDrawn())) return undefined;
  const secret = await store.workspace.linkSecret(randomBytes(32).toString('base64url'));
  const token = secret === undefined ? undefined : tokenOf(secret, seat);
  const isThere = token && (await store.participants.recordCertificate(seat, linkTokenHash(token)));
  return isThere ? `${publicUrl}/certificates/${token}.png` : undefined;
};

/** Who is shown behind a link; undefined if it leads nowhere, or the bot is not in that workspace any more. */
export const linkedCertificate = async (
  { models }: Pick<Process, 'models'>,
  token: string,
): Promise<ParticipantDocument | undefined> => {
  const participant = await models.participants.byCertificate(linkTokenHash(token));
  if (!participant || (await models.workspaces.of(participant.teamId).isUninstalled())) return undefined;
  return participant;
};

/** What somebody's certificate says; undefined unless every day is done. */
export const certificateWords = async (
  deps: ChallengeDeps,
  challenge: Challenge,
  participant: ParticipantDocument,
): Promise<CertificateWords | undefined> => {
  const { rules, pack } = challenge;
  if (!isAllDone(rules, participantOf(participant))) return undefined;
  const person = await deps.people.find(participant.userId);
  const days = runDays(rules);
  return {
    name: person?.name,
    team: nameForCustomers(await deps.workspace()),
    dayCount: numbers[days.length] ?? String(days.length),
    challenge: pack.name,
    dates: daysInWords(days),
    themes: days.map(({ dayId }) => packDayOf(pack, dayId)?.theme).filter((theme) => theme !== undefined),
  };
};

/** The same of a participant that a link led to. */
export const certificateBehind = async (
  deps: ChallengeDeps,
  participant: ParticipantDocument,
): Promise<CertificateWords | undefined> => {
  const challenge = await findChallenge(deps, participant.runId);
  return challenge && certificateWords(deps, challenge, participant);
};
