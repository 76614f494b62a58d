import type { Process } from '../../deps.ts';
import { type VoiceAnswer, type VoiceState, voiceState } from '../../domain/voice.ts';
import { type ReadLine, readLine } from '../../domain/voice-page.ts';
import { nameForCustomers } from '../../domain/workspace.ts';
import type { Voice } from '../../models/voice.ts';
import { linkTokenHash } from '../link-token.ts';
import { type FollowVoiceDeps, followVoices } from './follow-voices.ts';
import { linkedVoice } from './linked-voice.ts';

export type HearDeps = Pick<Process, 'models' | 'clock' | 'background' | 'logger'> & {
  workspaces: { of: (teamId: string) => Promise<FollowVoiceDeps> };
};

/** What a link shows to whoever opens it. */
export interface Asked {
  voice: Voice;
  state: Exclude<VoiceState, 'ended'>;
  businessName: string | undefined;
  zone: string;
}

/** Undefined for whatever leads nowhere: nobody learns why. Nothing is noted. Slack is not asked for anything. */
export const askedThrough = async (
  { models, clock }: HearDeps,
  token: string,
): Promise<Asked | undefined> => {
  const linked = await linkedVoice({ models }, token);
  const state = linked && voiceState(linked.voice, clock.now());
  if (!state || state === 'ended') return undefined;
  const workspace = await models.workspaces.of(linked.voice.teamId).read();
  return { voice: linked.voice, state, businessName: nameForCustomers(workspace), zone: workspace.zone };
};

/** In the background: a customer waits for nobody's Slack. The job does what could not be done now. */
const follow = ({ background, workspaces, logger }: HearDeps, teamId: string, now: Date): void =>
  background.run('voice', async () => {
    try {
      await followVoices(await workspaces.of(teamId), now);
    } catch (error) {
      logger.warn({ feature: 'voice', teamId, err: error }, 'a customer’s answer is followed later');
    }
  });

/** False when the link leads nowhere, or its answer cannot be changed any more. */
export const hearAnswer = async (
  deps: HearDeps,
  token: string,
  said: { answer: VoiceAnswer; language: string },
): Promise<boolean> => {
  const now = deps.clock.now();
  if (!(await askedThrough(deps, token))) return false;
  const voice = await deps.models.voices.answer(linkTokenHash(token), said, now);
  if (voice) follow(deps, voice.teamId, now);
  return Boolean(voice);
};

export type HeardLine = { kind: 'heard' } | { kind: 'none' } | Extract<ReadLine, { kind: 'too-long' }>;

/** The line of somebody who has answered, and whether the team may read it out. `none`: as above. */
export const hearLine = async (
  deps: HearDeps,
  token: string,
  { typed, mayShow }: { typed: string; mayShow: boolean },
): Promise<HeardLine> => {
  const now = deps.clock.now();
  const asked = await askedThrough(deps, token);
  if (asked?.state !== 'changeable') return { kind: 'none' };
  const line = readLine(typed, asked.zone, asked.voice.language ?? undefined);
  if (line.kind === 'too-long') return line;
  const voice = await deps.models.voices.say(linkTokenHash(token), { words: line.words, mayShow }, now);
  if (!voice) return { kind: 'none' };
  follow(deps, voice.teamId, now);
  return { kind: 'heard' };
};
