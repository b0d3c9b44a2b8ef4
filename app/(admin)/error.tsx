'use client'

export { Failed as default } from '#app/_frame/failed.tsx'
