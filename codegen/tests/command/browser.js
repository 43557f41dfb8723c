// Measures the page in the frames of this document, and leaves what it found as JSON in the element `measured`.

const CHANNELS = /[\d.]+/g;

function luminance(color) {
  const [red, green, blue] = color.match(CHANNELS).slice(0, 3).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(element, view) {
  let behind = element;
  const background = () => view.getComputedStyle(behind).backgroundColor;
  while (/^rgba\(.*, 0\)$/.test(background()) && behind.parentElement) behind = behind.parentElement;
  const [dark, light] = [luminance(view.getComputedStyle(element).color), luminance(background())].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function measure(frame) {
  const [page, view] = [frame.contentDocument, frame.contentWindow];
  for (const folded of page.querySelectorAll('details')) folded.open = true;
  const all = [...page.body.querySelectorAll('*')];
  const withText = all.filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const scrolling = all.filter((element) => element.scrollWidth > element.clientWidth + 1 && element.tagName === 'PRE');
  const [first, second] = page.querySelector('.sides').children;
  return {
    width: view.innerWidth,
    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
    dark: view.matchMedia('(prefers-color-scheme: dark)').matches,
    contrast: Math.min(...withText.map((element) => contrast(element, view))),
    texts: withText.length,
    deadLinks: [...page.links].filter((link) => !page.getElementById(link.hash.slice(1))).length,
    links: page.links.length,
    scrolling: scrolling.length,
    unreachable: scrolling.filter((element) => element.tabIndex < 0).length,
    isStacked: second.getBoundingClientRect().top >= first.getBoundingClientRect().bottom,
    loaded: view.performance.getEntriesByType('resource').length,
  };
}

addEventListener('load', () => {
  const found = [...document.querySelectorAll('iframe')].map(measure);
  document.getElementById('measured').textContent = JSON.stringify(found);
});
