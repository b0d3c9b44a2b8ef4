-- AlterTable
ALTER TABLE "Guest" ADD COLUMN     "mailedTokenHash" TEXT;

-- CreateTable
CREATE TABLE "GuestLinkAsk" (
    "id" BIGSERIAL NOT NULL,
    "appId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GuestLinkAsk_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Guest_mailedTokenHash_key" ON "Guest"("mailedTokenHash");
