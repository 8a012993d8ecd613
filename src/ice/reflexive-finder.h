/* Finds out once for the whole room how the outside sees its socket, and remembers it for a while.
 *
 * Looks the STUN server's name up, has it asked over the room's socket, and tells all who want to know. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "ice/ice-candidate.h"

G_BEGIN_DECLS

typedef struct _HearthReflexiveFinder HearthReflexiveFinder;

/* Asks these servers, one for each family; what comes of it is told with hearth_reflexive_finder_answer(). */
typedef void (*HearthReflexiveAsk)   (gpointer                   owner,
                                      const HearthSocketAddress *servers,
                                      guint                      n_servers);

/* @candidates: (element-type HearthIceCandidate): none, one, or one of each family */
typedef void (*HearthReflexiveFound) (gpointer                   target,
                                      const GArray              *candidates);

/** hearth_reflexive_finder_new: @owner: a #GObject; not kept alive, outlives the finder */
HearthReflexiveFinder *hearth_reflexive_finder_new    (gpointer                owner,
                                                       HearthReflexiveAsk      ask);
void                   hearth_reflexive_finder_free   (HearthReflexiveFinder  *self);

/**
 * hearth_reflexive_finder_find:
 * @server: "stun://HOST:PORT", as GStreamer writes it; port 3478 where it is left out
 * @target: (type GObject): given to @found; not kept alive, and @found is not called when it is gone
 *
 * Calls @found once, at once where the answer is known, after seconds at the latest.
 */
void                   hearth_reflexive_finder_find   (HearthReflexiveFinder  *self,
                                                       const char             *server,
                                                       gpointer                target,
                                                       HearthReflexiveFound    found);

/** hearth_reflexive_finder_answer: @candidates: (transfer none): what the servers have said, or nothing */
void                   hearth_reflexive_finder_answer (HearthReflexiveFinder  *self,
                                                       GArray                 *candidates);

G_END_DECLS
