'use client'

export { DataTextarea as default } from '#components/ui/data-textarea.tsx'
