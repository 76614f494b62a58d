import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { focusComposer } from './focus-composer.ts';

/**
 * Where the keyboard is, when what had the focus is gone with an update: in the same message, or else in the field below
 * the list.
 */
export const useKeptFocus = (list: RefObject<HTMLElement | null>): void => {
  const last = useRef<{ element: HTMLElement; ts: string | undefined } | undefined>(undefined);
  useEffect(() => {
    const view = list.current;
    if (!view) return;
    const remember = ({ target }: FocusEvent) => {
      const element = target as HTMLElement;
      last.current = { element, ts: element.closest<HTMLElement>('[data-ts]')?.dataset.ts };
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
    if (!lost || lost.element.isConnected) return;
    last.current = undefined;
    if (document.activeElement !== document.body) return;
    const message = list.current?.querySelector(`[data-ts="${lost.ts}"] .content`);
    const next = message?.querySelector<HTMLElement>('button, a[href], select, input');
    if (next) next.focus();
    else focusComposer(list.current?.parentElement);
  });
};
