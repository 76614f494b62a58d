/**
 * What a screen does by itself: shows the wins in turn, follows the wall, and goes on with what it has when it is cut off.
 * Nothing is added to the page, everything goes in as text, and there is one timer of each kind.
 */
(() => {
  /**
   * @typedef {{ key: string, who: string, text: string, when: string, helped?: string, isExceptional?: boolean,
   *   customer?: string, customerWords?: string }} Win
   * @typedef {{ team: string, wins: Win[], notice?: { title: string, text: string },
   *   goal?: { words: string, wins: number, reached: number }, challenge?: string }} State
   */

  const shortestMs = 9000;
  const longestMs = 24000;
  const msACharacter = 55;
  const fadeMs = 600;
  /** The bot says every 20 seconds that it is there. */
  const silenceMs = 50000;
  const firstRetryMs = 2000;
  const longestRetryMs = 60000;
  /** A link that leads nowhere may have been a slip of the proxy's. */
  const goneRetryMs = 300000;
  const reloadAgainMs = 600000;
  const sizes = 7;
  const shifts = 5;

  /** @param {string} id */
  const part = (id) => {
    const found = document.getElementById(id);
    if (!found) throw new Error(`There is no ${id}`);
    return found;
  };
  const frame = /** @type {HTMLElement} */ (document.querySelector('main'));
  const stage = part('stage');
  const top = part('top');
  const bar = /** @type {HTMLProgressElement} */ (part('goal-bar'));
  const eventsUrl = `${location.pathname.replace(/\/$/, '')}/events`;
  /** What the script itself came as: a later version has another. */
  const version =
    /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src.split('/').pop() || '';

  /** @type {State} */
  let state = { team: '', wins: [] };
  /** The win that is shown, by its key, and its place when it was last in turn. */
  let shownKey = '';
  let place = 0;
  let shift = 0;
  let isPaused = false;
  let lastTime = '';
  let lastId = '';
  let retryMs = firstRetryMs;
  /** Counts connections: what an earlier one says is of no interest. */
  let connection = 0;
  /** @type {AbortController | undefined} */
  let current;
  /** @type {number | undefined} */
  let turnTimer;
  /** @type {number | undefined} */
  let fadeTimer;
  /** @type {number | undefined} */
  let retryTimer;
  /** @type {number | undefined} */
  let silenceTimer;

  /**
   * Words in their place, which is hidden when there are none.
   * @param {HTMLElement} where
   * @param {string | undefined} words
   */
  const say = (where, words) => {
    if (where.textContent !== (words || '')) where.textContent = words || '';
    where.hidden = !words;
  };

  /** The largest that fits: for the last ones, the words are cut as well. */
  const fitWords = () => {
    for (let size = 0; size < sizes; size += 1) {
      frame.setAttribute('data-size', String(size));
      const text = part('text');
      if (
        stage.scrollHeight <= stage.clientHeight &&
        (size > 4 || text.scrollHeight <= text.clientHeight + 2)
      )
        return;
    }
  };

  /** @param {Win | undefined} win */
  const showWin = (win) => {
    top.hidden = !win;
    say(part('who'), win?.who);
    say(part('when'), win?.when);
    say(part('text'), win?.text);
    say(part('helped'), win?.helped);
    part('mark').hidden = !win?.isExceptional;
    part('customer').hidden = !win?.customer;
    say(part('customer-says'), win?.customer);
    say(part('customer-words'), win?.customerWords ? `“${win.customerWords}”` : '');
    say(part('count'), win && state.wins.length > 1 ? `${place + 1} of ${state.wins.length}` : '');
  };

  const showNotice = () => {
    const notice = state.wins.length === 0 ? state.notice : undefined;
    part('notice').hidden = !notice;
    say(part('notice-title'), notice?.title);
    say(part('notice-text'), notice?.text);
  };

  const showAround = () => {
    const { goal, challenge } = state;
    part('goal').hidden = !goal;
    say(part('goal-words'), goal?.words);
    bar.max = goal ? goal.wins : 1;
    bar.value = goal ? Math.min(goal.reached, goal.wins) : 0;
    say(part('challenge'), challenge);
  };

  const show = () => {
    const win = state.wins[place];
    shownKey = win ? win.key : '';
    showWin(win);
    showNotice();
    showAround();
    fitWords();
  };

  const turnMs = () => {
    const win = state.wins[place];
    const characters = win ? win.text.length + (win.customerWords || '').length : 0;
    return Math.min(longestMs, shortestMs + characters * msACharacter);
  };

  const turnLater = () => {
    clearTimeout(turnTimer);
    if (!isPaused) turnTimer = setTimeout(() => turn(1), turnMs());
  };

  /**
   * The next win, or the one before, faded into. One alone stays where it is, but for the shift.
   * @param {number} step
   */
  const turn = (step) => {
    clearTimeout(fadeTimer);
    stage.setAttribute('data-turning', '');
    fadeTimer = setTimeout(() => {
      const count = state.wins.length;
      place = count > 0 ? (place + step + count) % count : 0;
      shift = (shift + 1) % shifts;
      frame.setAttribute('data-shift', String(shift));
      show();
      stage.removeAttribute('data-turning');
      turnLater();
    }, fadeMs);
  };

  /**
   * Another state: the win that is shown stays, if it is still there, and is what it is now.
   * @param {State} news
   */
  const take = (news) => {
    state = news;
    const found = state.wins.findIndex(({ key }) => key === shownKey);
    const isGone = found === -1;
    place = isGone ? Math.min(place, Math.max(0, state.wins.length - 1)) : found;
    show();
    if (isGone) turnLater();
  };

  const sayCutOff = () => say(part('as-of'), lastTime && `as of ${lastTime}`);
  const sayThere = () => say(part('as-of'), isPaused ? 'paused' : '');

  const sayGone = () => {
    take({
      team: '',
      wins: [],
      notice: {
        title: 'This screen was taken out',
        text: 'Its link leads nowhere any more. Whoever leads the team can make a new one in Slack: /brag settings, Screens.',
      },
    });
    lastId = '';
    lastTime = '';
  };

  /** @param {string} name */
  const remembered = (name) => {
    try {
      return sessionStorage.getItem(name) || '';
    } catch {
      return '';
    }
  };

  /** What the bot is by now, and whether that is seen to. */
  let newest = version;
  let isReloading = false;

  const loadNewest = async () => {
    isReloading = false;
    if (newest === version) return;
    try {
      const response = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' });
      if (!response.ok) return;
      sessionStorage.setItem('reloaded', newest);
      location.reload();
    } catch {
      // It goes on as it is, and hears of it again.
    }
  };

  /**
   * A newer version is loaded as soon as it can be had. If that brings an older one, some replica is behind: then no
   * sooner than in ten minutes.
   */
  const reload = () => {
    if (isReloading || newest === version) return;
    isReloading = true;
    setTimeout(loadNewest, (remembered('reloaded') === newest ? reloadAgainMs : 0) + Math.random() * 3000);
  };

  const listenForSilence = () => {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => comeBack(retryMs), silenceMs);
  };

  /**
   * One piece of what the bot says: an event, or that it is there.
   * @param {string} block
   */
  const hear = (block) => {
    let [event, data, id] = ['message', '', ''];
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
      if (colon === 0) lastTime = value || lastTime;
      if (name === 'event') event = value;
      if (name === 'data') data += value;
      if (name === 'id') id = value;
    }
    if (event === 'gone') {
      sayGone();
      return comeBack(goneRetryMs);
    }
    if (event !== 'state') return;
    const news = JSON.parse(data);
    lastId = id;
    lastTime = news.time;
    take(news.state);
    newest = news.version;
    reload();
  };

  /**
   * @param {ReadableStreamDefaultReader<Uint8Array>} reader
   * @param {number} own
   */
  const read = async (reader, own) => {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (own !== connection) return;
      if (done) throw new Error('It ended');
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() || '';
      retryMs = firstRetryMs;
      sayThere();
      listenForSilence();
      for (const block of blocks) {
        hear(block);
        if (own !== connection) return;
      }
    }
  };

  const connect = async () => {
    const own = ++connection;
    current = new AbortController();
    listenForSilence();
    try {
      const response = await fetch(eventsUrl, {
        cache: 'no-store',
        headers: lastId ? { 'last-event-id': lastId } : {},
        signal: current.signal,
      });
      if (own !== connection) return;
      if (response.status === 404) {
        sayGone();
        return comeBack(goneRetryMs);
      }
      if (!response.ok || !response.body) throw new Error(`It answered ${response.status}`);
      await read(response.body.getReader(), own);
    } catch {
      if (own === connection) comeBack(retryMs);
    }
  };

  /**
   * Lets go of what there is, and connects again after a while, which is longer each time.
   * @param {number} inMs
   */
  const comeBack = (inMs) => {
    connection += 1;
    if (current) current.abort();
    clearTimeout(silenceTimer);
    clearTimeout(retryTimer);
    sayCutOff();
    retryMs = Math.min(longestRetryMs, retryMs * 2);
    retryTimer = setTimeout(connect, inMs * (0.75 + Math.random() / 2));
  };

  // A screen has no mouse; who looks closer may have a keyboard.
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowRight') turn(1);
    if (key === 'ArrowLeft') turn(-1);
    if (key !== ' ') return;
    isPaused = !isPaused;
    sayThere();
    turnLater();
  });
  addEventListener('resize', fitWords);

  fitWords();
  turnLater();
  void connect();
})();
