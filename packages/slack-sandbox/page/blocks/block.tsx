import type { JSX } from 'preact';
import type { Block, TextObject } from '../../src/block-kit.ts';
import { useUniqueId } from '../unique-id.ts';
import { ChartFigure } from './chart.tsx';
import { ElementView, Picture, Text } from './element.tsx';
import { elementsIn } from './elements.ts';
import { Mrkdwn, PlainText, unescaped } from './mrkdwn.tsx';
import { RichText } from './rich-text.tsx';
import { fieldIdOf, isGroup, type Surface } from './surface.ts';
import { Table } from './table.tsx';
import { textOf } from './text-of.ts';

interface BlockProps {
  block: Block;
  surface: Surface;
}

const Section = ({ block, surface }: BlockProps) => {
  const id = useUniqueId();
  return (
    <div class="section">
      <div id={id}>
        {block.text && <Text text={block.text as TextObject} />}
        {block.fields && (
          <div class="fields">
            {block.fields.map((field) => (
              <div>
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <ElementView block={block} element={block.accessory} surface={surface} about={id} />
      )}
    </div>
  );
};

const Elements = ({ block, surface }: BlockProps) => (
  <div class={block.type}>
    {block.elements?.map((element) => (
      <ElementView key={element.action_id} block={block} element={element} surface={surface} />
    ))}
  </div>
);

const Input = ({ block, surface }: BlockProps) => {
  const id = useUniqueId();
  const error = surface.errors[block.block_id ?? ''];
  if (!block.element) return null;
  const Label = isGroup(block.element) ? 'div' : 'label';
  return (
    <div class={error ? 'input has-error' : 'input'}>
      <Label class="label" id={id} {...(Label === 'label' && { for: fieldIdOf(id) })}>
        {textOf(block.label)}
        {block.optional && <span class="optional"> (optional)</span>}
      </Label>
      <ElementView block={block} element={block.element} surface={surface} labelledBy={id} />
      <div id={`${id}-notes`}>
        {error && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        {block.hint && <p class="hint">{textOf(block.hint)}</p>}
      </div>
    </div>
  );
};

const draw: { [type: string]: (props: BlockProps) => JSX.Element | null } = {
  actions: Elements,
  context: Elements,
  context_actions: Elements,
  input: Input,
  section: Section,
  table: Table,
  data_table: Table,
  divider: () => <hr />,
  header: ({ block, surface: { heading: Heading } }) => (
    <Heading>
      <PlainText text={textOf(block.text)} />
    </Heading>
  ),
  image: ({ block }) => (
    <figure>
      {block.title && <figcaption>{textOf(block.title)}</figcaption>}
      <Picture url={block.image_url} alt={block.alt_text} />
    </figure>
  ),
  markdown: ({ block }) => <pre class="markdown">{textOf(block.text)}</pre>,
  alert: ({ block }) => (
    <div class="alert">
      <Mrkdwn text={textOf(block.text)} />
    </div>
  ),
  rich_text: ({ block }) => <RichText parts={block.elements ?? []} />,
  data_visualization: ({ block }) =>
    block.chart ? <ChartFigure title={unescaped(textOf(block.title))} chart={block.chart} /> : null,
};

const actionIds = (block: Block): string =>
  elementsIn(block)
    .map(({ action_id = '' }) => action_id)
    .join();

/**
 * What a block is among the others, so that it stays the same through an update, in which it has a new id unless the bot
 * named it; else the button that was pressed would be another, without the focus.
 */
const keysOf = (blocks: readonly Block[]): string[] => {
  const seen = new Map<string, number>();
  return blocks.map((block) => {
    const kind = block.type === 'input' ? `input ${block.block_id}` : `${block.type} ${actionIds(block)}`;
    const nth = seen.get(kind) ?? 0;
    seen.set(kind, nth + 1);
    return `${kind} ${nth}`;
  });
};

export const Blocks = ({ blocks, surface }: { blocks: readonly Block[]; surface: Surface }) => {
  const keys = keysOf(blocks);
  return (
    <div class="blocks">
      {blocks.map((block, index) => {
        const Drawn = draw[block.type];
        return Drawn ? (
          <Drawn key={keys[index]} block={block} surface={surface} />
        ) : (
          <p key={keys[index]} class="unknown">
            [{block.type}: not drawn here]
          </p>
        );
      })}
    </div>
  );
};
