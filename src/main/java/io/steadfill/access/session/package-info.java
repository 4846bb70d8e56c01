/**
 * Sessions of people in browsers, kept in the control database for all nodes, by Spring Session's filter: whoever signed in on one node goes on at
 * any other. For the web server alone; the doors of the web see plain servlet sessions.
 */
@NullMarked
package io.steadfill.access.session;

import org.jspecify.annotations.NullMarked;
