import { detectFromHeader, detectFromQuery } from 'hono/language';
import type { VoicePage, VoicePages } from '../../domain/voice-page.ts';
import type { WebContext } from '../web-part.ts';

/** Whoever reads none of the page's languages has this one. */
const fallback = 'en';

export interface PageLanguage {
  code: string;
  says: VoicePage;
}

/** The language that was chosen on the page, or else the first of the browser's that it has. */
export const pageLanguage = (
  context: WebContext,
  pages: VoicePages,
  chosen?: string | null,
): PageLanguage => {
  const options = {
    order: [],
    lookupQueryString: 'lang',
    lookupCookie: '',
    lookupFromPathIndex: 0,
    lookupFromHeaderKey: 'accept-language',
    caches: false as const,
    ignoreCase: true,
    fallbackLanguage: fallback,
    supportedLanguages: [...pages.keys()],
  };
  const found = detectFromQuery(context, options) ?? detectFromHeader(context, options) ?? fallback;
  const code = chosen && pages.has(chosen) ? chosen : found;
  const says = pages.get(code);
  if (!says) throw new Error('the page has no words in English');
  return { code, says };
};
