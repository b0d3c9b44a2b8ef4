// Shows forms in a page of somebody else: <script src="https://forms.example.com/embed.js" data-app="ID" async></script>
// Each script tag makes one frame in its own place. Optional: data-title, data-min-height (pixels), data-prefill="input=value&other=value".
;(() => {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement) || !script.dataset.app) return
  const home = new URL(script.src).origin
  const address = new URL(`/embed/${encodeURIComponent(script.dataset.app)}`, home)
  for (const [name, value] of new URLSearchParams(script.dataset.prefill ?? ''))
    address.searchParams.append(name, value)

  const frame = document.createElement('iframe')
  frame.src = address.href
  frame.title = script.dataset.title ?? 'Form'
  frame.loading = 'lazy'
  frame.referrerPolicy = 'no-referrer'
  const least = Number(script.dataset.minHeight ?? 320)
  frame.style.cssText = `display:block;width:100%;border:0;color-scheme:light dark;height:${least}px`

  // the frame answers to whoever greets it from a page that it knows
  const greet = () => frame.contentWindow?.postMessage({ type: 'formwork:hello' }, home)
  frame.addEventListener('load', greet)
  window.addEventListener('message', (event) => {
    if (event.origin !== home || event.source !== frame.contentWindow) return
    const { type, height } = event.data ?? {}
    if (type === 'formwork:ready') greet()
    if (type === 'formwork:height' && Number.isFinite(height)) {
      frame.style.height = `${Math.min(Math.max(height, least), 20000)}px`
    }
    if (type === 'formwork:sent') frame.scrollIntoView({ block: 'nearest' })
  })
  script.after(frame)
})()
