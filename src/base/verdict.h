/* Somebody whom a door knows, as the person sees them who may have them forgotten. A value; immutable. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_VERDICT (hearth_verdict_get_type ())
G_DECLARE_FINAL_TYPE (HearthVerdict, hearth_verdict, HEARTH, VERDICT, GObject)

/**
 * hearth_verdict_new:
 * @id: their key as text, which is no secret
 * @name: as they called themselves, cleaned; it proves nothing
 * @blocked: never comes in; otherwise comes in without being asked about
 * @by_co_host: a co-host said so, for as long as the room; otherwise the host
 * @since: Unix time in seconds
 */
HearthVerdict *hearth_verdict_new           (const char    *id,
                                             const char    *name,
                                             gboolean       blocked,
                                             gboolean       by_co_host,
                                             gint64         since) G_GNUC_WARN_UNUSED_RESULT;
const char    *hearth_verdict_get_id        (HearthVerdict *self);
const char    *hearth_verdict_get_name      (HearthVerdict *self);
gboolean       hearth_verdict_is_blocked    (HearthVerdict *self);
gboolean       hearth_verdict_is_by_co_host (HearthVerdict *self);
gint64         hearth_verdict_get_since     (HearthVerdict *self);

G_END_DECLS
