/* The HELLOs that a host has opened lately, so that none opens twice.
 *
 * A HELLO comes before the host's nonce is known, so the nonce cannot protect it: whoever saw it on its way to a server without
 * TLS could knock with it again while it is fresh, and take its sender's place. Owned by the invitation, so that all of a host's
 * sessions share it without being told. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/transcript.h"

G_BEGIN_DECLS

typedef struct _HearthHelloMemory HearthHelloMemory;

HearthHelloMemory *hearth_hello_memory_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_hello_memory_free (HearthHelloMemory      *self);

/**
 * hearth_hello_memory_add:
 * @head: of a HELLO that is genuine and fresh
 * @now: Unix time in seconds
 *
 * Remembers it for as long as it could be fresh.
 *
 * Returns: %FALSE where it was there before, or HEARTH_LIMIT_HELLOS fresh ones are
 */
gboolean           hearth_hello_memory_add  (HearthHelloMemory      *self,
                                             const HearthSignedHead *head,
                                             gint64                  now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthHelloMemory, hearth_hello_memory_free)

G_END_DECLS
