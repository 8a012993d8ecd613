/* Whom we expect RTP from: SSRC → payload type and track, as the accepted offer says.
 *
 * Written on the main thread, read for every packet on streaming threads. A reference-counted value with a lock of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _HearthSsrcTable HearthSsrcTable;

HearthSsrcTable *hearth_ssrc_table_new    (void) G_GNUC_WARN_UNUSED_RESULT;
HearthSsrcTable *hearth_ssrc_table_ref    (HearthSsrcTable *self) G_GNUC_WARN_UNUSED_RESULT;
void             hearth_ssrc_table_unref  (HearthSsrcTable *self);

/** hearth_ssrc_table_begin: Starts a new list that hearth_ssrc_table_commit() puts in place at once. Main thread. */
void             hearth_ssrc_table_begin  (HearthSsrcTable *self);

/**
 * hearth_ssrc_table_add:
 * @ssrc: not 0
 * @payload: the one payload type it may send
 * @track: (transfer none) (nullable): what its packets belong to, %NULL for a retransmission
 */
void             hearth_ssrc_table_add    (HearthSsrcTable *self,
                                           guint32          ssrc,
                                           guint8           payload,
                                           GObject         *track);
void             hearth_ssrc_table_commit (HearthSsrcTable *self);

/** hearth_ssrc_table_admits: Any thread. Returns: whether a packet with these may come in. */
gboolean         hearth_ssrc_table_admits (HearthSsrcTable *self,
                                           guint32          ssrc,
                                           guint8           payload);

/** hearth_ssrc_table_has: Any thread. Returns: whether it was announced. */
gboolean         hearth_ssrc_table_has    (HearthSsrcTable *self,
                                           guint32          ssrc);

/** hearth_ssrc_table_find: Any thread. Returns: (transfer full) (nullable): the track of @ssrc. */
GObject         *hearth_ssrc_table_find   (HearthSsrcTable *self,
                                           guint32          ssrc) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSsrcTable, hearth_ssrc_table_unref)

G_END_DECLS
