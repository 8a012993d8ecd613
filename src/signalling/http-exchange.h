/* Reads a request out of libwebsockets, and answers it: one answer per connection, always with the same security headers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libwebsockets.h>

#include "signalling/http-guard.h"

G_BEGIN_DECLS

/**
 * hearth_http_exchange_route:
 * @wsi: its request's head has been read
 * @status: (out): see hearth_http_guard_route()
 */
HearthHttpRoute hearth_http_exchange_route       (struct lws             *wsi,
                                                  const HearthHttpPolicy *policy,
                                                  guint                  *status);

/**
 * hearth_http_exchange_reply:
 * @content_type: of @body
 * @security_policy: (nullable): the Content-Security-Policy; nothing at all is allowed where there is none
 *
 * The connection has to be closed afterwards; libwebsockets flushes what is left.
 */
void            hearth_http_exchange_reply       (struct lws *wsi,
                                                  guint       status,
                                                  const char *content_type,
                                                  const char *security_policy,
                                                  GBytes     *body);

/** hearth_http_exchange_refuse: replies with the status in words. */
void            hearth_http_exchange_refuse      (struct lws *wsi,
                                                  guint       status);

/** hearth_http_exchange_get_forwarded_for: Returns: (transfer none) (nullable): X-Forwarded-For, in @buffer; "" where it does not fit. */
const char     *hearth_http_exchange_get_forwarded_for (struct lws *wsi,
                                                        char       *buffer,
                                                        gsize       size);

G_END_DECLS
