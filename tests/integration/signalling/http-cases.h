/* HTTP requests, most of which no honest program sends, and what they are to be answered with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The only web origin that the server may know for these. */
#define HTTP_CASES_ORIGIN "https://hearth.example"

typedef struct
{
  const char *request;
  int status; /* 0: hung up without a word, -1: any refusal or that */
} HttpCase;

extern const HttpCase http_cases[];
extern const gsize n_http_cases;

/** http_case_fits: Returns: whether @status (0: hung up) is a fitting answer. */
gboolean http_case_fits (const HttpCase *self,
                         int             status);

G_END_DECLS
