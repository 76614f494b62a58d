import { type JsonObject, objectIn, objectsIn, stringIn, stringsIn } from '../json.ts';
import type { BlockFault } from './block-rules.ts';

const LABEL_MAX = 20;
const SERIES_MOST = 6;
const POINTS_MOST = 20;
const axisCharts = ['bar', 'line', 'area'];

const limit = (what: string): BlockFault => ({ rule: 'limit', what });

const pieFaults = (chart: JsonObject, path: string): BlockFault[] => {
  const count = objectsIn(chart.segments).length;
  return count < 1 || count > SERIES_MOST ? [limit(`${path}: a pie has 1 to 6 segments, not ${count}`)] : [];
};

const seriesFaults = (series: JsonObject, categories: readonly string[], path: string): BlockFault[] => {
  const name = stringIn(series.name) ?? '';
  const labels = objectsIn(series.data).map((point) => stringIn(point.label) ?? '');
  const faults: BlockFault[] = [];
  if (name === '' || name.length > LABEL_MAX) {
    faults.push(limit(`${path}: a series needs a name of up to ${LABEL_MAX} characters`));
  }
  if (labels.length < 1 || labels.length > POINTS_MOST) {
    faults.push(limit(`${path}: a series has 1 to ${POINTS_MOST} points, not ${labels.length}`));
  }
  if (labels.join('\n') !== categories.join('\n')) {
    faults.push({ rule: 'invalid-block', what: `${path}: the points of "${name}" are not the categories` });
  }
  return faults;
};

const axisFaults = (chart: JsonObject, path: string): BlockFault[] => {
  const all = objectsIn(chart.series);
  const categories = stringsIn(objectIn(chart.axis_config).categories);
  const names = all.map((series) => series.name);
  const faults = all.flatMap((series) => seriesFaults(series, categories, path));
  if (all.length < 1 || all.length > SERIES_MOST) {
    faults.push(limit(`${path}: a chart has 1 to ${SERIES_MOST} series, not ${all.length}`));
  }
  if (new Set(names).size < names.length) {
    faults.push({ rule: 'invalid-block', what: `${path}: two series have one name` });
  }
  if (categories.some((category) => category.length > LABEL_MAX)) {
    faults.push(limit(`${path}: a category has at most ${LABEL_MAX} characters`));
  }
  return faults;
};

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export const chartFaults = (block: JsonObject, path: string): BlockFault[] => {
  const chart = objectIn(block.chart);
  if (chart.type === 'pie') return pieFaults(chart, path);
  if (axisCharts.includes(String(chart.type))) return axisFaults(chart, path);
  return [{ rule: 'invalid-block', what: `${path}: unknown chart type "${String(chart.type)}"` }];
};
