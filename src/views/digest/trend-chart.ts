import type { Block, KnownBlock } from '@slack/types';
import type { WeekTotal } from '../../domain/win.ts';
import { context, section } from '../blocks.ts';
import type { MessagePart } from '../message-part.ts';
import { counted } from '../words.ts';
import { weekLabel } from './week-words.ts';

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block; @slack/types does not know it yet. */
interface ChartBlock extends Block {
  type: 'data_visualization';
  /** Up to 50 characters. */
  title: string;
  chart: {
    type: 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label: string; y_label: string };
  };
}

const title = 'Wins a week, and how many were exceptional';

const chartBlock = (trend: readonly WeekTotal[]): KnownBlock => {
  const series = (name: string, count: (total: WeekTotal) => number) => ({
    name,
    data: trend.map((total) => ({ label: weekLabel(total.week), value: count(total) })),
  });
  const block: ChartBlock = {
    type: 'data_visualization',
    title,
    chart: {
      type: 'bar',
      series: [
        series('Wins', ({ winCount }) => winCount),
        series('Exceptional', ({ exceptionalCount }) => exceptionalCount),
      ],
      axis_config: {
        categories: trend.map(({ week }) => weekLabel(week)),
        x_label: 'Week beginning',
        y_label: 'Wins',
      },
    },
  };
  return block as Block as KnownBlock;
};

const totalWords = ({ winCount, exceptionalCount }: WeekTotal): string =>
  exceptionalCount > 0 ? `${winCount} (${exceptionalCount} exceptional)` : `${winCount}`;

const table = (trend: readonly WeekTotal[]): string => {
  const rows = trend.map((total) => `${weekLabel(total.week).padEnd(8)}${totalWords(total)}`);
  return `*${title}, by the Monday they began*\n\`\`\`${rows.join('\n')}\`\`\``;
};

const comparison = (trend: readonly WeekTotal[]): string => {
  const [before, last] = trend.slice(-2);
  if (!before || !last) return '';
  const difference = last.winCount - before.winCount;
  if (difference === 0) return `As many wins as in the week before: ${last.winCount}.`;
  const more = difference > 0 ? 'more' : 'fewer';
  return `${counted(Math.abs(difference), `${more} win`, `${more} wins`)} than in the week before.`;
};

/** How many wins there were in the last weeks: a chart, its facts in words, and a table where Slack has no charts. */
export const trendPart = (
  trend: readonly WeekTotal[],
  { isComparable }: { isComparable: boolean },
): MessagePart => {
  const words = trend.map((total) => `${weekLabel(total.week)}: ${totalWords(total)}`).join(', ');
  const change = isComparable ? [context(comparison(trend))] : [];
  return {
    text: `Wins in the last ${trend.length} weeks, by the Monday they began: ${words}.`,
    blocks: [chartBlock(trend), ...change],
    fallbackBlocks: [section(table(trend)), ...change],
  };
};
