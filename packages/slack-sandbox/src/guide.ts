import type { Acted, State, User } from './answers.ts';

/** The page as the guide sees it. */
export interface GuideView {
  state: State;
  /** Whom the visitor acts as. */
  me: User;
  nowMs: number;
  /** The workspace's zone. */
  zone: string;
}

/** What the guide can do on the page. */
export interface GuideHands {
  /** Types into the channel's field, for the visitor to send. */
  type(text: string): void;
  /** Becomes somebody, by name, and goes somewhere: a channel's id, "dm" or "home". */
  go(to: { as?: string; at?: string }): void;
  /** Lets time pass hour by hour, and the bot do what falls due on the way. */
  passTime(toMs: number): void;
}

export interface GuideStep {
  /** In Slack's mrkdwn. */
  say: string;
  buttons: { label: string; press: (hands: GuideHands) => void }[];
  isDone: boolean;
}

/** Asks the control interface for something; rejects with its sentence when it cannot be done. */
export type Act = <T = Acted>(path: string, body?: object) => Promise<T>;

/** A longer piece that plays by itself, behind a button of its own. */
export interface GuideScene {
  label: string;
  /** On the button while it plays. */
  playing: string;
  title: string;
  play: (view: GuideView, act: Act) => Promise<void>;
}

/** What the owner of a bot adds to the page: a first minute with that bot, and what is worth trying with it. */
export interface Guide {
  /** The first that is not done is shown; the last one stays. */
  steps: (view: GuideView) => GuideStep[];
  scenes?: GuideScene[];
  /** Moments to which the clock may be moved, besides the next morning and the like. */
  moments?: { label: string; next: (nowMs: number, zone: string) => number }[];
  /** Emoji that mean something to the bot, by name: offered before all others, and the first of them with one press. */
  reactions?: { heading: string; names: string[] };
}
