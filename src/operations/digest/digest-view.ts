import type { Deps } from '../../deps.ts';
import type { DigestView } from '../../views/digest/digest.ts';
import type { DigestPart } from './read-digest.ts';

/** What a digest is drawn from: as much of it as somebody may see, and how the workspace looks. */
export const digestViewOf = async (
  { workspace, installation }: Pick<Deps, 'workspace' | 'installation'>,
  { digest, isTotalsOnly }: DigestPart,
  kind: 'so-far' | 'closed' = 'closed',
): Promise<DigestView> => ({
  digest,
  look: await workspace(),
  workspaceUrl: installation.url,
  isSoFar: kind === 'so-far',
  isTotalsOnly,
});
