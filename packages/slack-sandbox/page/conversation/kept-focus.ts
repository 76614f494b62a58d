import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Lost {
  element: HTMLElement;
  /** Of the message in which it was. */
  ts: string | undefined;
  /** Of an element of blocks. */
  mark: string | undefined;
}

const withMark = (around: ParentNode | undefined | null, mark: string | undefined) =>
  mark === undefined
    ? undefined
    : [...(around?.querySelectorAll<HTMLElement>('[data-mark]') ?? [])].find(
        ({ dataset }) => dataset.mark === mark,
      );

/** The same element, drawn anew, or the first that can be used where it was. */
const nextAfter = (view: HTMLElement, { ts, mark }: Lost): HTMLElement | undefined | null => {
  const around = ts === undefined ? view : view.querySelector(`[data-ts="${ts}"] .content`);
  const same = withMark(around, mark);
  if (same || ts === undefined) return same;
  return around?.querySelector<HTMLElement>('button, a[href], select, input');
};

/** Where the keyboard is, when what had the focus is gone with an update: as near to it as can be, or else `elsewhere`. */
export const useKeptFocus = (list: RefObject<HTMLElement | null>, elsewhere: () => void): void => {
  const last = useRef<Lost | undefined>(undefined);
  useEffect(() => {
    const view = list.current;
    if (!view) return;
    const remember = ({ target }: FocusEvent) => {
      const element = target as HTMLElement;
      const { ts } = element.closest<HTMLElement>('[data-ts]')?.dataset ?? {};
      last.current = { element, ts, mark: element.dataset.mark };
    };
    // Browsers tell of it also while they remove what has the focus: only what stays was left by the person.
    const forget = () => {
      const left = last.current;
      setTimeout(() => {
        if (left?.element.isConnected && last.current === left) last.current = undefined;
      });
    };
    view.addEventListener('focusin', remember);
    view.addEventListener('focusout', forget);
    return () => {
      view.removeEventListener('focusin', remember);
      view.removeEventListener('focusout', forget);
    };
  }, []);
  useEffect(() => {
    const lost = last.current;
    const view = list.current;
    if (!view || !lost || lost.element.isConnected) return;
    last.current = undefined;
    if (document.activeElement !== document.body) return;
    const next = nextAfter(view, lost);
    if (next) next.focus();
    else elsewhere();
  });
};

/** Remembers what has the focus, and gives it back to it, to what stands in its place, or else does `elsewhere`. */
export const rememberFocus = (elsewhere: () => void): (() => void) => {
  const before = document.activeElement as HTMLElement | null;
  const mark = before?.dataset.mark;
  const ts = before?.closest<HTMLElement>('[data-ts]')?.dataset.ts;
  return () => {
    const around =
      ts === undefined ? document.querySelector('main') : document.querySelector(`[data-ts="${ts}"]`);
    const next = before?.isConnected && before !== document.body ? before : withMark(around, mark);
    if (next) next.focus();
    else elsewhere();
  };
};
